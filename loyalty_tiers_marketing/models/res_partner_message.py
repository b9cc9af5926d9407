# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import format_date, format_list

from odoo.addons.loyalty_tiers.ladder import Score, Standing
from odoo.addons.loyalty_tiers.models.loyalty_tier_opens import NAMED

from .loyalty_tier_message_facts import BIRTHDAY

# Previews: what the letter would say to a holder of this tier.
AS_TIER = "loyalty_tiers_as_tier_id"
SAMPLE = timedelta(days=14)  # from today, where a preview has no day of its own
# A day without its year, as one writes it.
DAY = {"ko_KR": "M월 d일", "ja_JP": "M月d日", "en_US": "MMMM d"}


class ResPartner(models.Model):
    """What the letter of an automatic message says to a guest. Asked by templates.

    Looked up with all rights, and only what the guest may know: the name, the title
    unless the guest wants none, dishes that are open to the guest, what is missing.
    """

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "res.partner"

    def _loyalty_tier_letter(self, kind):
        """Return what a guest is told, in the language of the environment.

        :param str kind: of ``loyalty.tier.message``
        :return: ``dear``, ``subject``, ``paragraphs``, ``dishes``, ``line``, ``name``,
            ``house``, ``color``
        :rtype: dict
        """
        self.ensure_one()
        guest = self.sudo()
        program = guest.env.company._loyalty_tier_program()
        message = program.message_ids.filtered(lambda m: m.kind == kind)
        # Odoo tries a text with any contact when it is saved: there may be none yet.
        message = message or message.new({"kind": kind})
        tier = guest._loyalty_tier_held()
        title = "" if guest.loyalty_tier_incognito else tier.name or ""
        values = {
            "name": guest.loyalty_tier_called or guest.name or "",
            "title": title,
            "house": guest.env.company.name,
            "day": guest._loyalty_tier_told_day(kind),
        }
        text = message._wording(titled=bool(title))
        body = message._fill_in(text.body, values)
        return {
            **values,
            "dear": self.env._("Dear %(name)s,", name=values["name"]),
            # A subject is one line, whatever a name is made of.
            "subject": " ".join(message._fill_in(text.subject, values).split()),
            "paragraphs": [part for part in body.split("\n\n") if part.strip()],
            "dishes": guest._loyalty_tier_told_dishes(kind, tier),
            "line": guest._loyalty_tier_told_line(kind, tier),
            "color": tier.color or "#71639e",
        }

    def _loyalty_tier_held(self):
        """Return the tier of this guest; in a preview the one that was asked for."""
        asked = self.env.context.get(AS_TIER)
        return self.env["loyalty.tier"].browse(asked) if asked else self.loyalty_tier_id

    def _loyalty_tier_told_dishes(self, kind, tier):
        """Name dishes that have opened to this guest.

        :rtype: list(str)
        """
        if kind == "promotion":
            return self._loyalty_tier_dishes_of_promotion(tier)
        if kind == "opened":
            return self._loyalty_tier_new_dishes(tier)
        return []

    def _loyalty_tier_dishes_of_promotion(self, tier):
        move = self.env["loyalty.tier.move"].search(
            Domain("partner_id", "=", self.commercial_partner_id.id)
            & Domain("to_tier_id", "=", tier.id)
            & Domain("is_promotion", "=", True),
            limit=1,
        )
        return tier._opens_names(move.from_tier_id)

    def _loyalty_tier_new_dishes(self, tier):
        news = self.env["loyalty.tier.news"].search([("tier_id", "=", tier.id)])
        if self.env.context.get(AS_TIER) and not news:
            return tier._opens_names(tier.browse())
        latest = news.filtered(lambda row: row.told_on == news[:1].told_on)
        # What has been closed, or is not sold any more since, is not promised.
        still = tier._opens(tier.browse()) & latest.product_tmpl_id
        return still[:NAMED].mapped("name")

    def _loyalty_tier_told_line(self, kind, tier):
        """Say what is missing, or what waits; empty where nothing does.

        :rtype: str
        """
        if kind == "birthday":
            return self._loyalty_tier_gifts()
        if kind not in ("next", "ending"):
            return ""
        if self.env.context.get(AS_TIER):
            return self._loyalty_tier_sample_line(kind, tier)
        member = self.loyalty_tier_membership_id
        return (member.missing if kind == "next" else member.keep_missing) or ""

    def _loyalty_tier_gifts(self):
        """Name what waits for the birthday of this guest; empty where nothing does."""
        grants = self.env["loyalty.tier.grant"].search(
            Domain("partner_id", "=", self.id)
            & Domain("program_id.company_ids", "in", self.env.company.ids)
            & Domain("perk_id.occasion_kind_id", "=", self.env.ref(BIRTHDAY).id)
            & Domain("state", "in", ("due", "postponed"))
        )
        names = grants.perk_id.mapped("name")
        return names and self.env._(
            "Waiting for you: %(gifts)s", gifts=format_list(self.env, names)
        )

    def _loyalty_tier_sample_line(self, kind, tier):
        """Say what a holder of a tier could lack: for previews, where nobody does."""
        program, one_visit = tier.program_id, Score(visits=1)
        if kind == "ending":
            return program._keeping_text(tier.id, one_visit)
        ladder = program._ladder()
        above = ladder.standing(Score(), held=tier.id).next_tier_id
        standing = Standing(tier.id, above, one_visit, 0.0)
        return program._missing_text(standing)

    def _loyalty_tier_told_day(self, kind):
        """Name the day that a message is about; empty where it is about none.

        :rtype: str
        """
        if kind not in ("ending", "birthday"):
            return ""
        if kind == "ending":
            day = self.loyalty_tier_membership_id.until
        else:
            birthday = self.env.ref(BIRTHDAY)
            own = self.loyalty_tier_occasion_ids
            day = own.filtered(lambda row: row.kind_id == birthday)[:1].next_date
        # In a preview there may be none: any day will do.
        day = day or fields.Date.context_today(self) + SAMPLE
        return format_date(self.env, day, date_format=DAY.get(self.env.lang, "d MMMM"))
