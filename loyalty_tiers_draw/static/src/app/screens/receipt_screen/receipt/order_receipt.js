import {invitation} from "@loyalty_tiers_draw/app/utils/draw_code";
import {OrderReceipt} from "@point_of_sale/app/screens/receipt_screen/receipt/order_receipt";
import {patch} from "@web/core/utils/patch";

patch(OrderReceipt.prototype, {
    /** @returns {Object|null} the invitation to join and draw, for who is not known yet */
    get loyaltyTierDraw() {
        return this.props.basic_receipt ? null : invitation(this.order);
    },
});
