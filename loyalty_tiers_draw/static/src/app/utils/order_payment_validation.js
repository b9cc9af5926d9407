import {invites, makeKey} from "@loyalty_tiers_draw/app/utils/draw_code";
import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import {patch} from "@web/core/utils/patch";

patch(OrderPaymentValidation.prototype, {
    /**
     * The key travels with the paid order, so that the server knows it before the guest
     * has the receipt; without network it is on paper first.
     *
     * @override
     */
    async finalizeValidation() {
        if (invites(this.order) && !this.order.loyalty_tier_draw_token) {
            this.order.loyalty_tier_draw_token = makeKey();
        }
        return super.finalizeValidation(...arguments);
    },
});
