# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_paper import PaperCommon

BUTTONS = (
    "action_choose",
    "action_undo",
    "action_letters",
    "action_labels",
    "action_printed",
    "action_rest",
)


@tagged("post_install", "-at_install")
class TestLoyaltyTierPaper(PaperCommon):
    """The best, as far as postage goes; nobody gets a letter and an e-mail."""

    # -------------------------------------------------------------- who is best
    def test_the_best_80_within_100000_at_1250_are_80(self):
        guests = self._crowd(100)
        paper = self._paper()

        self.assertRecordValues(
            paper, [{"planned": 80, "eligible": 100, "cost": 100000.0}]
        )
        self.assertEqual(self._choose(paper), guests[:80])
        self.assertRecordValues(paper, [{"state": "chosen", "cost": 100000.0}])

    def test_at_1300_the_budget_pays_for_76(self):
        guests = self._crowd(100)
        paper = self._paper(postage=1300.0)

        self.assertEqual(self._choose(paper), guests[:76])
        self.assertEqual(paper.cost, 98800.0)

    def test_the_best_are_those_whom_the_shop_means(self):
        often = self._postal("Often", visits=3)
        rich = self._postal("Rich")
        self._visit(rich, amount=400.0)
        dear = self._postal("Dear")
        self._segment(dear, margin=9.0)

        for best, guest in (("visits", often), ("spend", rich), ("margin", dear)):
            self.assertEqual(self._choose(self._paper(pieces=1, best=best)), guest)

    def test_some_of_the_best_are_held_back_and_the_next_take_their_places(self):
        guests = self._crowd(40)
        paper = self._paper(pieces=18, hold_back=10.0)

        written = self._choose(paper)

        self.assertEqual(len(written), 18)
        self.assertEqual(paper.addressee_ids.partner_id, guests[:19])

    def test_only_who_wants_post_and_can_be_found_by_the_postman_gets_a_letter(self):
        ada = self._postal("Ada", agrees=("post",), email=False)
        self._postal("Bea", street=False)
        self._postal("Cleo", zip=False)
        self._postal("Dora", agrees=("email",))
        gone = self._postal("Edda")
        self.env["res.partner.consent"]._leave(gone, ["offers"], ["post"])
        # A country that has no postcodes.
        self.env.ref("base.hk").zip_required = False
        fay = self._postal("Fay", zip=False, country_id=self.env.ref("base.hk").id)

        paper = self._paper()

        self.assertEqual(
            paper.left_out.split(", "),
            ["No address: 2", "Does not want it: 1", "and Never asked: 1"],
        )
        self.assertEqual(self._choose(paper), ada | fay)

    def test_no_postage_is_paid_for_who_costs_more_than_they_bring(self):
        good, bad = self._postal("Good"), self._postal("Bad")
        self._segment(bad, value="bz")

        paper = self._paper()

        self.assertIn("nothing is paid: 1", paper.left_out)
        self.assertEqual(self._choose(paper), good)

    def test_one_person_twice_in_the_book_gets_one_letter_a_couple_gets_two(self):
        ada = self._postal("Ada")
        self._postal("ADA", street="ada street 1", email="other@guests.example.com")
        bob = self._postal("Bob", street="Ada street 1")

        self.assertEqual(self._choose(self._paper()), ada | bob)

    # ---------------------------------------------------------------- the rest
    def test_the_rest_get_an_email_and_nobody_gets_both(self):
        guests = self._crowd(30)
        paper = self._paper(pieces=10, hold_back=20.0)
        self._choose(paper)

        paper.action_rest()

        rest = self._audience_of(paper.rest_mailing_id)
        self.assertEqual(rest, guests - paper.addressee_ids.partner_id)
        self.assertEqual(len(rest), 18)
        paper.action_rest()
        mailings = self.env["mailing.mailing"].search(
            [("loyalty_tier_audience_id", "=", self.audience.id)]
        )
        self.assertEqual(len(mailings - paper.sudo().mailing_id), 1)

    def test_one_person_under_two_contacts_gets_no_email_beside_the_letter(self):
        best = self._postal("Ada", visits=3, phone="+82 10 1234 5678")
        same = [
            self._postal("Ada at work", email="ADA@guests.example.com"),
            self._postal("ada", street="ADA street 1", email="a@guests.example.com"),
            self._postal("Miss A", email="b@guests.example.com", phone=best.phone),
        ]
        other = self._postal("Bea")
        paper = self._paper(pieces=1, best="visits")
        self.assertEqual(self._choose(paper), best)

        paper.action_rest()

        rest = self._audience_of(paper.rest_mailing_id)
        self.assertEqual(rest, other, [guest.name for guest in same])

    def test_the_email_for_the_rest_leaves_them_out_at_sending_too(self):
        self._postal("Ada", visits=3)
        bea = self._postal("Bea")
        paper = self._paper(pieces=1, best="visits")
        self._choose(paper)
        paper.action_rest()
        mailing = paper.rest_mailing_id
        mailing.loyalty_tier_hold_back = 0
        self.assertIn("loyalty_tier_paper_id", mailing.mailing_domain)

        (reached,) = self._send(mailing.sudo())

        self.assertIn(bea.email, reached)
        with self.assertRaisesRegex(UserError, "rest have got their e-mail"):
            paper.action_undo()

    # ------------------------------------------------------------- the budgets
    def test_postage_stands_on_the_budget_of_each_tier(self):
        for tier in (self.silver, self.gold):
            tier.budget_ids = [Command.create({"amount": 10000.0})]
        self._postal("Ada", visits=4)
        for name in ("Bea", "Cleo"):
            self._postal(name, visits=2)
        paper = self._paper()

        self._choose(paper)

        self.assertEqual(self.gold.budget_ids.spent, 1250.0)
        self.assertEqual(self.silver.budget_ids.spent, 2500.0)
        paper.action_undo()
        self.env.invalidate_all()
        self.assertEqual(self.silver.budget_ids.spent, 0.0)
        self.assertFalse(paper.addressee_ids)

    def test_more_than_the_budget_of_a_tier_asks_a_manager(self):
        self.silver.budget_ids = [Command.create({"amount": 2000.0})]
        for name in ("Bea", "Cleo"):
            self._postal(name, visits=2)
        paper = self._paper()
        manager = self._make_user("boss", "loyalty_tiers.group_loyalty_tiers_manager")

        self.assertIn("Budget of Silver", paper.warning)
        self._choose(paper)

        self.assertRecordValues(paper, [{"state": "asked", "letter_ids": []}])
        self.assertEqual(self.silver.budget_ids.spent, 0.0)
        self._choose(paper.with_user(manager))
        self.assertRecordValues(paper, [{"state": "chosen", "cost": 2500.0}])
        self.assertEqual(paper.approved_by_id, manager)

    # --------------------------------------------------------------- bad input
    def test_what_cannot_be_is_refused_with_what_to_do(self):
        self._postal()
        for values, text in (
            ({"pieces": 0}, "at least one"),
            ({"postage": 0.0}, "Say what the postage of a letter is"),
            ({"budget": 1249.0}, "does not pay for one letter"),
            ({"purpose": "party"}, "Nobody of the audience can get a letter now"),
        ):
            paper = self._paper(**values)
            with self.assertRaisesRegex(UserError, text):
                paper.action_choose()
            self.assertEqual(paper.state, "draft")

    def test_an_audience_of_a_tier_that_was_archived_is_refused(self):
        self._postal(visits=4)
        paper = self._paper(audience_id=self._audience(tier_from_id=self.gold.id).id)
        self.gold.active = False
        with self.assertRaisesRegex(ValidationError, "Gold"):
            paper.action_choose()

    def test_choosing_twice_chooses_once(self):
        self._postal()
        paper = self._paper()
        self._choose(paper)
        letters = paper.letter_ids
        self._choose(paper)
        self.assertEqual(paper.letter_ids, letters)

    def test_a_choice_is_not_changed_behind_its_back(self):
        self._postal()
        paper = self._paper()
        self._choose(paper)
        with self.assertRaisesRegex(UserError, "have been chosen"):
            paper.postage = 1.0
        with self.assertRaisesRegex(UserError, "Undo the choice"):
            paper.unlink()
        paper.action_undo()
        paper.unlink()

    # ------------------------------------------------------------------ rights
    def test_only_marketing_writes_letters_and_only_buttons_choose(self):
        self._postal()
        paper = self._paper()
        papers = self.env["loyalty.tier.paper"]
        self.assertFalse(papers.with_user(self.cashier).has_access("read"))
        for action in BUTTONS:
            with mute_logger("odoo.models"), self.assertRaises(AccessError):
                getattr(paper.with_user(self.cashier), action)()
        with self.assertRaises(AccessError):
            paper.state = "printed"
        with self.assertRaises(AccessError):
            self._paper(state="chosen")

    def test_another_company_sees_neither_letters_nor_guests(self):
        self._postal()
        paper = self._paper()
        self._choose(paper)
        stranger = self._make_user(
            "stranger",
            "loyalty_tiers.group_loyalty_tiers_manager",
            company=self._make_company("Bar B"),
        )
        self.assertFalse(self.env["loyalty.tier.paper"].with_user(stranger).search([]))
        for action in BUTTONS:
            with mute_logger("odoo.models"), self.assertRaises(AccessError):
                getattr(paper.with_user(stranger), action)()
