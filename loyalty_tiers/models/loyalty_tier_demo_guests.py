# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models

# What guests have told: kind, word of the catalogue or own words, source, days ago.
PREFERENCES = {
    "kim": (
        ("likes", "Extra ginger", "told", 204),
        ("seat", "window_seat", "told", 204),
        ("avoids", "garlic", "told", 96),
        ("likes", "Dry sake", "guessed", 19),
    ),
    "park": (("seat", "quiet_corner", "seen", 31),),
    "sato": (
        ("likes", "Sashimi of the day", "told", 290),
        ("seat", "counter_seat", "seen", 250),
        ("service", "Hot towel at once", "seen", 82),
    ),
    "lee": (
        ("avoids", "coriander", "told", 141),
        ("size", "small_portion", "seen", 36),
    ),
    "tanaka": (("likes", "Draft beer, little foam", "told", 75),),
    "wilson": (("service", "fork_and_knife", "told", 51),),
}
MUST_NOT_EAT = {"kim": ("peanuts", "allergy", 204), "lee": ("pork", "faith", 141)}
TALKS = {
    "kim": (("Son graduated, going abroad in spring.", 9),),
    "sato": (("Opens a flower shop in Mapo next month.", 10),),
    "garcia": (("Learning Korean, likes to be corrected.", 5),),
}
# Days from today until the birthday.
BIRTHDAYS = {"kim": 3, "sato": 0, "tanaka": 40}
# Treats on the house that the staff gave, days ago; some guests came again soon.
TREATS = {
    "sato": (90, 130, 170),
    "lee": (96, 156),
    "tanaka": (75, 147),
    "choi": (131,),
    "garcia": (95, 185),
}
TREAT_COST = 3.0  # in the currency of the program
# Dishes with something in them that guests ask about.
DISHES = {"garlic": ("gyoza", "karaage"), "pork": ("gyoza",)}


class LoyaltyTierDemo(models.AbstractModel):
    """The demo story, continued: what the izakaya knows of its guests."""

    _inherit = "loyalty.tier.demo"

    @api.model
    def _tell(self):
        res = super()._tell()
        for tag, dishes in DISHES.items():
            products = [
                self.env.ref(f"loyalty_tiers.product_{dish}") for dish in dishes
            ]
            self._tag(tag).product_tmpl_ids = [p.product_tmpl_id.id for p in products]
        # The cashier has noted it, over the months.
        told = self.with_user(self.env.ref("loyalty_tiers.user_cashier")).sudo()
        told.env["res.partner.preference"].create(list(told._preference_values()))
        told.env["res.partner.conversation"].create(list(told._talk_values()))
        told.env["res.partner.occasion"].create(list(told._birthday_values()))
        told._note_must_not_eat()
        told._give_treats()
        return res

    @api.model
    def _tag(self, name):
        tags = self.env["res.partner.preference.tag"]
        xml_id = f"loyalty_tiers.preference_tag_{name}"
        return self.env.ref(xml_id, raise_if_not_found=False) or tags

    @api.model
    def _guest(self, name):
        return self.env.ref(f"loyalty_tiers.partner_{name}")

    @api.model
    def _days_ago(self, days):
        return fields.Date.context_today(self) - timedelta(days=days)

    @api.model
    def _preference_values(self):
        for guest, rows in PREFERENCES.items():
            for kind, word, source, days in rows:
                tag = self._tag(word)
                yield {
                    "partner_id": self._guest(guest).id,
                    "kind": kind,
                    "tag_id": tag.id,
                    "text": not tag and word,
                    "source": source,
                    "date": self._days_ago(days),
                }

    @api.model
    def _note_must_not_eat(self):
        """Note what guests must not eat, with the consent that they gave."""
        consents = self.env["res.partner.consent"]
        for guest, (tag, reason, days) in MUST_NOT_EAT.items():
            partner = self._guest(guest)
            self.env["res.partner.preference"].create(
                {
                    "partner_id": partner.id,
                    "kind": "forbidden",
                    "tag_id": self._tag(tag).id,
                    "reason": reason,
                    "date": self._days_ago(days),
                    "consent_id": consents._record(partner).id,
                }
            )

    @api.model
    def _talk_values(self):
        for guest, rows in TALKS.items():
            for text, days in rows:
                yield {
                    "partner_id": self._guest(guest).id,
                    "text": text,
                    "date": self._days_ago(days),
                }

    @api.model
    def _birthday_values(self):
        for guest, days in BIRTHDAYS.items():
            birthday = self._days_ago(-days)
            yield {
                "partner_id": self._guest(guest).id,
                "kind_id": self.env.ref("loyalty_tiers.occasion_kind_birthday").id,
                "month": birthday.month,
                "day": birthday.day,
            }

    @api.model
    def _give_treats(self):
        """Tell which treats the staff gave, so that what they bring can be read."""
        program = self.env.company._loyalty_tier_program()
        perks = self.env["loyalty.tier.perk"]
        treat = perks.search(
            [("program_id", "=", program.id), ("given", "=", "staff")], limit=1
        )
        treat.sudo().unit_cost = TREAT_COST
        program.sudo().treat_allowance = 5 * TREAT_COST
        self.env["loyalty.tier.grant"].create(
            [
                self._treat_values(treat, self._guest(guest), days)
                for guest, visits in TREATS.items()
                for days in visits
            ]
        )

    @api.model
    def _treat_values(self, treat, guest, days):
        evening = fields.Datetime.now() - timedelta(days=days)
        return {
            "program_id": treat.program_id.id,
            "perk_id": treat.id,
            "partner_id": guest.id,
            "tier_id": guest.loyalty_tier_id.id,
            "cause": "staff",
            "key": f"demo:{guest.id}:{days}",
            "date": evening,
            "state": "served",
            "served_on": evening,
            "served_by_id": self.env.uid,
            "cost": treat.unit_cost,
        }
