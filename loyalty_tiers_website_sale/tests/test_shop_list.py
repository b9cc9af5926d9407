# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from .common_shop import ELIGIBLE, STRANGERS, HiddenMenuCase

RESERVED = ("secret", "teaser", "shelf", "cellar", "part")


@tagged("post_install", "-at_install")
class TestShopList(HiddenMenuCase):
    """What a visitor reads while strolling through the shop."""

    def test_the_list_shows_each_visitor_what_is_open_to_them(self):
        for visitor in STRANGERS:
            page = self._open("/shop?search=zyx&noFuzzy=1", visitor)
            self.assertNoTrace(page, *RESERVED, where=visitor)
        for visitor in ELIGIBLE:
            page = self._open("/shop?search=zyx&noFuzzy=1", visitor)
            for kind in RESERVED[:-1]:
                self.assertShows(page, kind, where=visitor)
