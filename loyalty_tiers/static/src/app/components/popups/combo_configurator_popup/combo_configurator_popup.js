import {ComboConfiguratorPopup} from "@point_of_sale/app/components/popups/combo_configurator_popup/combo_configurator_popup";
import {patch} from "@web/core/utils/patch";

patch(ComboConfiguratorPopup.prototype, {
    /** Whether a part of the combo is offered to the guest of the order. */
    offers({product_id: product}) {
        const order = this.pos.getOrder();
        return (
            product && !this.pos.hiddenMenu.closes(order, product.product_tmpl_id, product)
        );
    },
});
