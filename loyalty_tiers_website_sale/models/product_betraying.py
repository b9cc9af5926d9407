# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class ProductImage(models.Model):
    _name = "product.image"
    _inherit = ["product.image", "loyalty.tier.betraying"]

    @api.model
    def _loyalty_tier_owners(self):
        return ["product_tmpl_id", "product_variant_id"]


class ProductPricelistItem(models.Model):
    _name = "product.pricelist.item"
    _inherit = ["product.pricelist.item", "loyalty.tier.betraying"]

    @api.model
    def _loyalty_tier_owners(self):
        return ["product_tmpl_id", "product_id"]


class ProductTag(models.Model):
    _name = "product.tag"
    _inherit = ["product.tag", "loyalty.tier.betraying"]

    @api.model
    def _loyalty_tier_betrayers(self):
        return [
            ("product.template", "product_tag_ids"),
            ("product.product", "additional_product_tag_ids"),
        ]


class ProductRibbon(models.Model):
    _name = "product.ribbon"
    _inherit = ["product.ribbon", "loyalty.tier.betraying"]

    @api.model
    def _loyalty_tier_betrayers(self):
        return [
            ("product.template", "website_ribbon_id"),
            ("product.product", "variant_ribbon_id"),
        ]


class ProductAttribute(models.Model):
    _name = "product.attribute"
    _inherit = ["product.attribute", "loyalty.tier.betraying"]

    @api.model
    def _loyalty_tier_betrayers(self):
        return [("product.template.attribute.line", "attribute_id")]


class ProductAttributeValue(models.Model):
    _name = "product.attribute.value"
    _inherit = ["product.attribute.value", "loyalty.tier.betraying"]

    @api.model
    def _loyalty_tier_betrayers(self):
        return [("product.template.attribute.value", "product_attribute_value_id")]


class ProductTemplateAttributeLine(models.Model):
    _name = "product.template.attribute.line"
    _inherit = ["product.template.attribute.line", "loyalty.tier.betraying"]

    @api.model
    def _loyalty_tier_owners(self):
        return ["product_tmpl_id"]


class ProductTemplateAttributeExclusion(models.Model):
    _name = "product.template.attribute.exclusion"
    _inherit = ["product.template.attribute.exclusion", "loyalty.tier.betraying"]

    @api.model
    def _loyalty_tier_owners(self):
        return ["product_tmpl_id", "product_template_attribute_value_id"]


class ProductAttributeCustomValue(models.Model):
    _name = "product.attribute.custom.value"
    _inherit = ["product.attribute.custom.value", "loyalty.tier.betraying"]

    @api.model
    def _loyalty_tier_owners(self):
        return ["custom_product_template_attribute_value_id"]


class ProductCategory(models.Model):
    _name = "product.category"
    _inherit = ["product.category", "loyalty.tier.betraying.category"]

    @api.model
    def _loyalty_tier_betrayers(self):
        return [("product.template", "categ_id")]
