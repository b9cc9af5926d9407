# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

from odoo.addons.website_sale.models.product_template import RARE_DELIMITER


class ProductTemplate(models.Model):
    """A dish may be open while one of its variants is reserved."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "product.template"

    def _loyalty_tier_closed_variants(self):
        """Return which variants of this dish are closed to the user.

        :rtype: list(int)
        """
        closed = self.env["loyalty.tier.gate"]._closed_ids()
        return self.env["product.product"]._loyalty_tier_closed_variants(closed, self)

    @api.depends("product_variant_ids.loyalty_tier_variant_gate_id")
    def _compute_variants_default_code(self):
        # It is searched, and found, by everybody; see _search_get_detail.
        res = super()._compute_variants_default_code()
        for template in self:
            variants = template.product_variant_ids
            reserved = variants.filtered("loyalty_tier_variant_gate_id")
            codes = (template.variants_default_code or "").split(RARE_DELIMITER)
            for code in filter(None, reserved.mapped("default_code")):
                if code in codes:
                    codes.remove(code)
            if reserved:
                template.variants_default_code = RARE_DELIMITER.join(codes)
        return res

    @api.model
    def _search_get_detail(self, website, order, options):
        detail = super()._search_get_detail(website, order, options)
        if self.env["product.product"]._loyalty_tier_variant_gates():
            detail["search_fields"].append("product_variant_ids.default_code")
        return detail

    def _get_variant_for_combination(self, combination):
        variant = super()._get_variant_for_combination(combination)
        return variant.browse(
            set(variant.ids) - set(self._loyalty_tier_closed_variants())
        )

    def _is_combination_possible(
        self, combination, parent_combination=None, ignore_no_variant=False
    ):
        possible = super()._is_combination_possible(
            combination, parent_combination, ignore_no_variant
        )
        if possible and self._loyalty_tier_closed_variants():
            made = combination._without_no_variant_attributes()
            variant_id = self._get_variant_id_for_combination(made)
            return variant_id not in self._loyalty_tier_closed_variants()
        return possible

    def _get_first_possible_variant_id(self):
        gates = self.env["product.product"]._loyalty_tier_variant_gates()
        if self.id in gates:
            # Odoo keeps one for everybody, and each may see another.
            return self._create_first_product_variant().id
        return super()._get_first_possible_variant_id()

    # Names of variants are made with sudo, and what is read for them is kept.
    def _loyalty_tier_read_anew(self):
        """Forget the variants and values that were read with sudo."""
        if self.env.su:
            return
        for template in self:
            if template._loyalty_tier_closed_variants():
                lines = template.attribute_line_ids
                lines.invalidate_recordset(["product_template_value_ids", "value_ids"])
                names = ["product_variant_ids", "product_variant_id"]
                template.invalidate_recordset([*names, "product_variant_count"])

    def _get_own_attribute_exclusions(self, combination_ids=None):
        self._loyalty_tier_read_anew()
        return super()._get_own_attribute_exclusions(combination_ids=combination_ids)

    def _get_mapped_attribute_names(self, parent_combination=None):
        self._loyalty_tier_read_anew()
        return super()._get_mapped_attribute_names(parent_combination)

    def _get_previewed_attribute_values(self, category=None, product_query_params=None):
        self._loyalty_tier_read_anew()
        return super()._get_previewed_attribute_values(category, product_query_params)

    def _to_markup_data(self, website):
        self._loyalty_tier_read_anew()
        data = super()._to_markup_data(website)
        self._loyalty_tier_read_anew()
        return data

    def _get_combination_info(self, *args, **kwargs):
        self._loyalty_tier_read_anew()
        return super()._get_combination_info(*args, **kwargs)
