import {invites, joinCode} from "@loyalty_tiers_draw/app/utils/draw_code";
import {OrderReceipt} from "@point_of_sale/app/screens/receipt_screen/receipt/order_receipt";
import {patch} from "@web/core/utils/patch";

patch(OrderReceipt.prototype, {
    /** @returns {Object|null} the invitation to join and draw, for who is not known yet */
    get loyaltyTierDraw() {
        const {order, basic_receipt: basic} = this.props;
        if (basic || !order.finalized || !order.loyalty_tier_draw_token || !invites(order)) {
            return null;
        }
        return {text: order.config.loyalty_tier_draw_invitation, code: joinCode(order)};
    },
});
