# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged
from odoo.tools.translate import code_translations

from ..wizards.presets import PRESETS
from .common import LoyaltyTiersCommon

# Section 5 of the design: visits, English, Korean and Japanese title.
TITLES = [
    (1, "Chief", "주임", "主任"),
    (2, "Section Head", "과장", "課長"),
    (5, "Department Head", "부장", "部長"),
    (10, "Director", "이사", "取締役"),
    (20, "President", "사장", "社長"),
    (36, "Chairman", "회장", "会長"),
    (50, "Honorary Chairman", "명예회장", "名誉会長"),
]


@tagged("post_install", "-at_install")
class TestLoyaltyTierPreset(LoyaltyTiersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.loyalty_tier_program_id = False

    def test_titles_by_visits_visit_by_visit(self):
        self._start()
        guest = self._make_guest()

        for visits in range(1, 51):
            self._visit(guest)

            earned = [english for needed, english, *_ in TITLES if needed <= visits]
            self.assertEqual(self._title(guest), earned[-1], f"after {visits} visits")
            next_up = [t for t in TITLES[:-1] if t[0] > visits]
            missing = guest.loyalty_tier_missing
            if next_up:
                self.assertIn(f"{next_up[0][0] - visits} visit", missing)
                self.assertTrue(missing.endswith(f"to {next_up[0][1]}"))
            else:
                self.assertEqual(missing, "", "the last tier is a secret")
        self.assertEqual(len(self._moves(guest)), len(TITLES))

    def test_every_tier_has_a_party_a_perk_and_a_badge_of_its_own(self):
        tiers = self._start().tier_ids

        self.assertEqual(tiers.mapped("rule_ids.min_visits"), [t[0] for t in TITLES])
        self.assertEqual(len(set(tiers.mapped("party_text"))), len(TITLES))
        self.assertEqual(len(set(tiers.mapped("pos_badge"))), len(TITLES))
        self.assertEqual(len(set(tiers.mapped("color"))), len(TITLES))
        self.assertTrue(all(tier.perk_ids for tier in tiers))
        self.assertEqual(tiers.filtered("secret"), tiers[-1])

    def test_titles_are_there_in_every_language_of_the_shop(self):
        for lang in ("ko_KR", "ja_JP"):
            self.env["res.lang"]._activate_lang(lang)

        tiers = self._start().tier_ids

        self.assertEqual(tiers.mapped("name"), [t[1] for t in TITLES])
        for lang, column in (("ko_KR", 2), ("ja_JP", 3)):
            translated = code_translations.get_python_translations(
                "loyalty_tiers", lang
            )
            titles = tiers.with_context(lang=lang).mapped("name")
            self.assertEqual(
                titles, [translated.get(title[1], title[1]) for title in TITLES]
            )
            if translated:
                self.assertEqual(titles, [title[column] for title in TITLES])

    def test_texts_are_there_in_every_language_of_the_shop(self):
        self.env["res.lang"]._activate_lang("ko_KR")
        translated = code_translations.get_python_translations("loyalty_tiers", "ko_KR")

        korean = self._start().with_context(lang="ko_KR")

        model = PRESETS["titles_by_visits"]
        for text, source in (
            (korean.welcome, model.welcome),
            (korean.tier_ids[0].greeting, model.tiers[0].greeting),
            (korean.tier_ids[0].party_text, model.tiers[0].party),
            (korean.tier_ids[0].perk_ids[0].name, model.tiers[0].perks[0]),
        ):
            self.assertEqual(text, translated.get(source._source, source._source))

    def test_a_cashier_of_another_language_still_starts_in_english(self):
        self.env["res.lang"]._activate_lang("ko_KR")
        wizard = self.env["loyalty.tier.preset"].with_context(lang="ko_KR")

        wizard.create({}).action_start()

        program = self.company.loyalty_tier_program_id.with_context(lang="en_US")
        self.assertEqual(program.tier_ids.mapped("name"), [t[1] for t in TITLES])

    def test_regulars_of_today_get_their_tier_silently(self):
        guest = self._make_guest(visits=10)

        self._start()

        self.assertEqual(self._title(guest), "Director")
        self.assertRecordValues(
            self._moves(guest), [{"cause": "history", "party": "none"}]
        )
        self.assertFalse(guest.loyalty_tier_card["party_tier_id"])

    def test_regulars_of_today_may_have_their_party_queued(self):
        guest = self._make_guest(visits=10)

        program = self._start(history="party")

        director = program.tier_ids[3]
        self.assertEqual(guest.loyalty_tier_card["party_tier_id"], director.id)
        held = self.env["loyalty.tier.move"].with_user(self.cashier)
        self.assertEqual(held.hold_party(guest.id, director.id), 1)
        self.env.invalidate_all()
        self.assertFalse(guest.loyalty_tier_card["party_tier_id"])

    def test_the_party_of_the_history_does_not_stay_on(self):
        guest = self._make_guest(visits=1)
        program = self._start(history="party")
        self.assertFalse(program.history_party)

        program.tier_ids[0].rule_ids.unlink()
        program.tier_ids[1].rule_ids.min_visits = 1
        self._work(program=program)

        self.assertEqual(self._moves(guest)[-1].party, "none")

    def test_the_wizard_says_how_many_orders_it_will_count(self):
        self._make_guest(visits=3)
        self._pay(self.env["res.partner"])

        wizard = self.env["loyalty.tier.preset"].create({})

        self.assertEqual(wizard.order_count, 3)
        self.assertEqual(wizard.ladder.count("<tr>"), len(TITLES) - 1)
        self.assertNotIn("Honorary", wizard.ladder)

    def test_a_large_shop_is_counted_in_the_background(self):
        guest = self._make_guest(visits=2)
        module = "odoo.addons.loyalty_tiers.wizards.loyalty_tier_preset"
        self.patch(__import__(module, fromlist=["x"]), "ORDERS_AT_ONCE", 1)

        program = self._start()
        self.assertFalse(self._membership(guest, program))
        self._cron("_cron_work")

        self.assertEqual(self._title(guest), "Section Head")

    def _start(self, **values):
        action = self.env["loyalty.tier.preset"].create(values).action_start()
        self.assertEqual(action["res_model"], "loyalty.tier.membership")
        return self.company.loyalty_tier_program_id

    def _title(self, guest):
        self.env.invalidate_all()
        return guest.loyalty_tier_id.name
