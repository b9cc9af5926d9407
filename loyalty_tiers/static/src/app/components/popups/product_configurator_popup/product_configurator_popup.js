import {ProductConfiguratorPopup} from "@point_of_sale/app/components/popups/product_configurator_popup/product_configurator_popup";
import {patch} from "@web/core/utils/patch";

patch(ProductConfiguratorPopup.prototype, {
    /**
     * A variant that is reserved for others is a combination that there is not.
     *
     * @override
     */
    isArchivedCombination() {
        const closed = this.pos.hiddenMenu.view(this.pos.getOrder()).variants;
        return closed.has(this.product?.id) || super.isArchivedCombination(...arguments);
    },
});
