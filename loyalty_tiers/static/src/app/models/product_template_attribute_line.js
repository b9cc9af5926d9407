import {ProductTemplateAttributeLine} from "@point_of_sale/app/models/product_template_attribute_line";
import {hiddenMenuOf} from "@loyalty_tiers/app/services/hidden_menu";
import {patch} from "@web/core/utils/patch";

patch(ProductTemplateAttributeLine.prototype, {
    /**
     * An option is not offered where every variant that has it is closed to the guest.
     *
     * @override
     */
    values() {
        const values = super.values(...arguments);
        const menu = hiddenMenuOf(this.models);
        const closed = menu?.view(menu.pos.getOrder()).variants;
        if (!closed?.size) {
            return values;
        }
        const dish = [...closed]
            .map((id) => this.models["product.product"].get(id)?.product_tmpl_id)
            .find((one) => one?.attribute_line_ids.some(({id}) => id === this.id));
        const has = (variant, value) =>
            variant.product_template_variant_value_ids.some(({id}) => id === value.id);
        return values.filter((value) => {
            const variants = dish?.product_variant_ids.filter((one) => has(one, value)) || [];
            return !variants.length || !variants.every(({id}) => closed.has(id));
        });
    },
});
