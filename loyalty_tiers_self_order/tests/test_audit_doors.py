# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.loyalty_tiers.audit.door import filled
from odoo.addons.loyalty_tiers.viewer import as_holder_of

from .. import sieve
from .common import MARK, SelfOrderCommon


@tagged("post_install", "-at_install")
class TestAuditDoors(SelfOrderCommon):
    """The auditor walks the kiosk as a stranger does."""

    def test_no_door_of_the_kiosk_shows_what_is_hidden(self):
        answers = dict(self._walk())

        self.assertGreaterEqual(len(answers), 8)
        for key, text in answers.items():
            self.assertNotIn(MARK, text, key)
        self.assertIn("not available", answers[f"menu:order:{self.kiosk.id}"])

    def test_whomever_the_auditor_plays_the_kiosk_takes_a_card(self):
        with as_holder_of(self.gold.ids):
            closed = self.kiosk._loyalty_tier_closed(self.env["res.partner"])

        self.assertIn(self.gate.id, closed)

    def test_a_leak_shows_at_its_door(self):
        with patch.object(sieve, "sifted", lambda data, links, closed: data):
            answers = dict(self._walk())

        self.assertIn(MARK, answers[f"menu:data:{self.kiosk.id}"])

    def test_what_the_auditor_orders_is_taken_away(self):
        self.gate.active = False
        dict(self._walk())
        made = [("uuid", "=like", "loyalty-tiers-audit-%")]
        self.assertTrue(self.env["pos.order"].search(made))

        self.env["loyalty.tier.audit"]._clean_up(self.env["res.users"], {})

        self.assertFalse(self.env["pos.order"].search(made))

    def _walk(self):
        """Yield what each door of the kiosk answers, for the hidden dish."""
        facts = {
            "template_id": self.dish.product_tmpl_id.id,
            "product_id": self.dish.id,
        }
        for door in self.env["loyalty.tier.audit.door"].sudo()._doors():
            if not door.key.startswith("menu:") or door.why_not:
                continue
            said = []
            for path, params in door.asked():
                path, params = filled(path, facts), filled(params, facts)
                call = {"json": {"params": params}} if door.rpc else {}
                if not door.rpc:
                    path += "?" + "&".join(f"{k}={v}" for k, v in params.items())
                said.append(self.url_open(path, **call).text)
            yield door.key, "\n".join(said)
