# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from .common_knowledge import KnowledgeCommon


@tagged("post_install", "-at_install")
class TestBasePartnerMergeKnowledge(KnowledgeCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.again = cls._make_guest("Ada L.")

    def _merge(self, kept, *gone):
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        ids = [partner.id for partner in (kept, *gone)]
        wizard._merge(ids, kept)
        self.env.invalidate_all()

    def test_all_that_is_known_of_both_is_known_of_one(self):
        self._prefer(self.ada, text="Beer")
        self._prefer(self.again, text="Wine")
        self._forbid(self.again, text="Nuts")
        self._talk("one", guest=self.ada)
        self._talk("two", guest=self.again)
        self._celebrate(5, 4, guest=self.again)
        lines = len(self._lines(self.ada)) + len(self._lines(self.again))

        self._merge(self.ada, self.again)

        known = self._read(self.ada)
        self.assertEqual(set(self._texts(known["preferences"])), {"Beer", "Wine"})
        self.assertEqual(self._texts(known["forbidden"]), ["Nuts"])
        self.assertEqual(set(self._texts(known["talks"])), {"one", "two"})
        self.assertEqual(len(known["occasions"]), 1)
        self.assertEqual(len(self._lines(self.ada)), lines + 1)  # the opening

    def test_what_was_known_of_both_is_known_once(self):
        self._prefer(self.ada, tag_id=self.garlic.id)
        newer = self._prefer(self.again, tag_id=self.garlic.id)
        self._forbid(self.ada, text="Nuts")
        self._forbid(self.again, text="nuts")
        self._celebrate(5, 4, guest=self.ada)
        self._celebrate(5, 4, 1990, guest=self.again)

        self._merge(self.ada, self.again)

        known = self._read(self.ada)
        self.assertEqual([row["id"] for row in known["preferences"]], [newer["id"]])
        self.assertEqual(self._texts(known["forbidden"]), ["nuts"])
        self.assertEqual(len(known["occasions"]), 1)
        occasions = self.env["res.partner.occasion"]
        self.assertEqual(
            occasions.search([("partner_id", "=", self.ada.id)]).year, 1990
        )

    def test_who_withdrew_on_one_contact_did_not_agree_on_the_other(self):
        self._forbid(self.ada, text="Nuts")
        self._forbid(self.again, text="Milk")
        self._as().withdraw_consent(self.again.id, self.till.id)

        self._merge(self.ada, self.again)

        self.assertFalse(self._read(self.ada)["forbidden"])
        self.assertFalse(self._kept(self.ada))
        consents = self.env["res.partner.consent"].search(
            [("partner_id", "=", self.ada.id)]
        )
        self.assertEqual(len(consents), 2)
        self.assertTrue(all(consents.mapped("withdrawn_on")))

    def test_who_agreed_again_after_withdrawing_has_agreed(self):
        self._forbid(self.again, text="Milk")
        self._as().withdraw_consent(self.again.id, self.till.id)
        self._forbid(self.again, text="Nuts")

        self._merge(self.ada, self.again)

        self.assertEqual(self._texts(self._read(self.ada)["forbidden"]), ["Nuts"])

    def test_who_wants_no_title_on_one_contact_wants_none(self):
        self.again.loyalty_tier_incognito = True

        self._merge(self.ada, self.again)

        self.assertTrue(self.ada.loyalty_tier_incognito)

    def test_a_code_is_kept_once(self):
        self.again.loyalty_tier_code = "CODE-OF-AGAIN"

        self._merge(self.ada, self.again)

        self.assertEqual(self.ada.loyalty_tier_code, "CODE-OF-AGAIN")
