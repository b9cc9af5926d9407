import {CustomerDisplayPosAdapter} from "@point_of_sale/app/customer_display/customer_display_adapter";
import {invitation} from "@loyalty_tiers_draw/app/utils/draw_code";
import {patch} from "@web/core/utils/patch";

patch(CustomerDisplayPosAdapter.prototype, {
    /**
     * The display knows no orders: it shows what it is sent.
     *
     * @override
     */
    formatOrderData(order) {
        super.formatOrderData(...arguments);
        this.data.loyaltyTierDraw = invitation(order);
    },
});
