import {OptionalProductPopup} from "@point_of_sale/app/components/popups/optional_products_popup/optional_products_popup";
import {patch} from "@web/core/utils/patch";

patch(OptionalProductPopup.prototype, {
    /** @override */
    setup() {
        super.setup(...arguments);
        const order = this.pos.getOrder();
        this.state.product_lines = this.state.product_lines.filter(
            ({product_tmpl_id: dish}) => !this.pos.hiddenMenu.closes(order, dish)
        );
    },
});
