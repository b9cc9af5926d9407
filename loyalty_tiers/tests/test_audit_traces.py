# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest

from odoo.tests import TransactionCase, tagged

from ..audit import door, traces
from ..audit.traces import Detective, Suspect

DISH = Suspect(
    12,
    frozenset({12}),
    frozenset({34, 35}),
    ("Crème Brûlée", "김치찌개", "Kaluga"),
    ("2900000000015", "KAL-1"),
    ("Gallon",),
)


@tagged("post_install", "-at_install")
class TestAuditTraces(TransactionCase):
    """What betrays a dish, and what only looks like it."""

    def _marks(self, body, innocent=(), said=(), **kwargs):
        found = Detective([DISH], innocent).look(body, said, **kwargs)
        return [trace.what for trace in found]

    def test_the_examples_in_the_docstrings_are_true(self):
        for module in (door, traces):
            result = doctest.testmod(module)
            self.assertTrue(result.attempted)
            self.assertFalse(result.failed)

    def test_what_betrays_a_dish(self):
        for body in (
            "<h1>Cr&egrave;me Br&ucirc;l&eacute;e</h1>",
            '{"name": "Cr\\u00e8me Br\\u00fbl\\u00e9e"}',
            "<p>김치찌개를 드세요</p>",
            '<a title="Kaluga,">',
            '<span></span><span class="text-primary-emphasis">Kalu</span><span>ga</span>',
            '<a href="/shop/creme-brulee-12">',
            '<a href="/shop/cakes-3/creme-brulee-12?x=1">',
            '<a href="/shop/12">',
            '<a href=\\"/shop/product/x-12#attr=1\\">',
            '<img src="/web/image/product.template/12/image_1920/x.png">',
            '<img src="/web/image/product.product/35/image_128">',
            '<input name="product_template_id" value="12">',
            '<form data-product-template-id="12">',
            '{"product_id": [34, "x"]}',
            '{"product_tmpl_id":12}',
            '<span data-oe-model="product.template" data-oe-id="12">',
            "<p>2900000000015</p>",
            "<td>[KAL-1]</td>",
            "<label>Gallon</label>",
        ):
            self.assertTrue(self._marks(body), body)

    def test_what_only_looks_like_it(self):
        for body in (
            "<p>Kalugas</p>",
            '<a href="/shop/creme-brulee-123">',
            '<a href="/shop/category/cakes-12">',
            '<a href="/shop/page/12">',
            '<a href="/shop/cakes-12/tart-3">',
            '<img src="/web/image/product.template/123/image_1920">',
            '<input name="product_id" value="12">',
            '{"product_tmpl_id": 34}',
            "<p>29000000000159</p>",
            "<p>by the Gallon we sell</p>",
        ):
            self.assertFalse(self._marks(body), body)

    def test_a_longer_name_that_is_open_is_not_it_but_the_name_beside_it_is(self):
        innocent = {"Kaluga Toast"}
        self.assertFalse(self._marks("<p>Kaluga Toast</p>", innocent))
        self.assertTrue(self._marks("<p>Kaluga Toast, Kaluga</p>", innocent))

    def test_a_visitor_may_hear_again_what_they_said(self):
        page = '<a href="/web/login?redirect=/shop/creme-brulee-12">'
        self.assertFalse(self._marks(page, said=["/shop/creme-brulee-12"]))

    def test_in_a_locked_card_only_the_name_may_stand(self):
        card = '<div><div class="o_loyalty_tiers_locked">Kaluga{}</div></div>'
        self.assertFalse(self._marks(card.format("")))
        self.assertTrue(self._marks(card.format('<a href="/shop/12">x</a>')))
        self.assertTrue(self._marks(f"<main>{card.format('')}<p>Kaluga</p></main>"))
        said = '{"dishes": [{"loyalty_tiers_locked": true, "name": "Kaluga"%s}]}'
        self.assertFalse(self._marks(said % "", is_html=False))
        self.assertTrue(self._marks(said % ', "product_id": 34', is_html=False))
