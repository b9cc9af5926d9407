# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from werkzeug.exceptions import NotFound

from odoo.http import request, route

from odoo.addons.website_sale.controllers.main import (
    WebsiteSale,
    handle_product_params_error,
)


def category_of(category):
    """Return a category where the guest may read it, else none, like one that is gone.

    Odoo looks whether it exists, with no regard to record rules.

    :param category: a record, or its id as text or number; may be empty
    :rtype: product.public.category
    """
    categories = request.env["product.public.category"]
    found = categories.browse(category and int(category)).exists()
    closed = request.env["loyalty.tier.gate"]._closed_ids()
    return found.filtered(lambda c: c.has_access("read")) if closed else found


def answer_as_if_not_there(exc, product, category=None, **kwargs):
    """Answer for what is closed as for what does not exist.

    :param exc: why the address cannot be shown
    :param product: the dish of the address
    :param category: the category of the address, if it names one
    :return: a redirection or 404, as Odoo answers
    """
    category = category_of(category)
    return handle_product_params_error(exc, product, category=category, **kwargs)


def answer_not_found(exc, **kwargs):
    """Answer for what is closed as Odoo answers for what does not exist.

    :rtype: int
    """
    return NotFound.code


class LoyaltyTiersShop(WebsiteSale):
    @route(handle_params_access_error=answer_as_if_not_there)
    def product(self, product, category=None, pricelist=None, **kwargs):
        return super().product(product, category, pricelist, **kwargs)

    @route(handle_params_access_error=answer_not_found)
    def old_product(self, product, category="", **kwargs):
        return super().old_product(product, category, **kwargs)

    @route(handle_params_access_error=answer_not_found)
    def product_document(self, product_template, document_id):
        return super().product_document(product_template, document_id)

    @staticmethod
    def _validate_and_get_category(category):
        named = isinstance(category, str) and not category.isdigit()
        if category and not named and not category_of(category):
            category = None
        return WebsiteSale._validate_and_get_category(category)

    def _add_search_subdomains_hook(self, search):
        subdomains = super()._add_search_subdomains_hook(search)
        if request.env["product.product"]._loyalty_tier_variant_gates():
            code = ("product_variant_ids.default_code", "ilike", search)
            subdomains = [*subdomains, code]
        return subdomains
