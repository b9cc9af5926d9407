import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import {patch} from "@web/core/utils/patch";

patch(OrderPaymentValidation.prototype, {
    /**
     * The fast ways to pay end here as well.
     *
     * @override
     */
    async askBeforeValidation() {
        if (!(await this.pos.reserved.check(this.order))) {
            return false;
        }
        return super.askBeforeValidation(...arguments);
    },
});
