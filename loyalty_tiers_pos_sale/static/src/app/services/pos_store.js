// Odoo's own warnings name the dish: ours has to come before them.
import "@pos_sale/app/services/pos_store";
import {PosStore} from "@point_of_sale/app/services/pos_store";
import {patch} from "@web/core/utils/patch";

patch(PosStore.prototype, {
    /** @override */
    async addLineToCurrentOrder(vals) {
        const order = this.getOrder();
        if (order && this.refusesDish(vals, order)) {
            this.tellClosed(order, this.dishOf(vals));
            this.giveBack(vals, order);
            return;
        }
        return super.addLineToCurrentOrder(...arguments);
    },

    /**
     * What was sold already is loaded as it stands; then the till asks what becomes of
     * what the guest may not have.
     *
     * @override
     */
    refusesDish(vals) {
        return !vals.sale_order_origin_id && super.refusesDish(...arguments);
    },
});
