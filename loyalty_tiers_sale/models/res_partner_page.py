# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from odoo.addons.loyalty_tiers.ladder import Score

# So many orders explain a tier; more would not be read.
MOST_ORDERS = 30


class ResPartner(models.Model):
    """What a guest reads of oneself, on the page "My tier".

    Called for the partner of the user alone, with all rights: what is read here is the
    guest's own. The tier is that of the firm, what is noted of a person is not.
    """

    _inherit = "res.partner"

    def _loyalty_tier_page(self):
        """Return what the page tells this guest, in the guest's language.

        :return: ``program``, ``membership``, ``tier`` (records, maybe empty),
            ``held_text`` (since when and until), ``why_text``, ``greeting``, ``missing``, ``keep_missing``, ``progress`` (0 to 100),
            ``perks``, ``due`` (names), ``is_honoured``, ``entries``, ``preferences``,
            ``forbidden``
        :rtype: dict
        """
        self.ensure_one()
        program = self.env.company._loyalty_tier_program().sudo()
        membership = self._loyalty_tier_own_membership(program)
        tier = membership.tier_id
        notes = self._loyalty_tier_own_notes()
        forbidden = notes.filtered(lambda note: note.kind == "forbidden")
        return {
            "program": program,
            "membership": membership,
            "tier": tier,
            "greeting": not self.loyalty_tier_incognito
            and self._loyalty_tier_greeting(tier, membership.visits),
            **self._loyalty_tier_way(program, membership),
            "held_text": self._loyalty_tier_held_text(membership),
            "why_text": self._loyalty_tier_why_text(membership),
            "perks": [
                perk["name"]
                for perk in tier.pos_perks or []
                if perk["given"] != "promotion"
            ],
            "due": self._loyalty_tier_own_due(program),
            "is_honoured": bool(self._loyalty_tier_own_honours(membership)),
            "entries": self._loyalty_tier_own_entries(program, membership),
            "preferences": notes - forbidden,
            "forbidden": forbidden,
        }

    def _loyalty_tier_own_membership(self, program):
        memberships = self.env["loyalty.tier.membership"].sudo()
        return memberships.search(
            [
                ("program_id", "=", program.id),
                ("partner_id", "=", self.commercial_partner_id.id),
            ],
            limit=1,
        )

    def _loyalty_tier_held_text(self, membership):
        """Say since when a tier is held, on the clock of the program, and until."""
        if not membership.since:
            return ""
        clock = self.with_context(tz=membership.program_id.tz)
        since = fields.Datetime.context_timestamp(clock, membership.since).date()
        since = format_date(self.env, since)
        if not membership.until:
            return self.env._("Since %s", since)
        return self.env._(
            "From %(since)s to %(until)s",
            since=since,
            until=format_date(self.env, membership.until),
        )

    def _loyalty_tier_why_text(self, membership):
        """Say how many visits the orders below are."""
        if membership.visits == 1:
            return self.env._("One visit counts. This is what is behind it.")
        return self.env._(
            "%s visits count. This is what is behind them, the latest first.",
            membership.visits,
        )

    def _loyalty_tier_way(self, program, membership):
        """Return how far it is to the next tier, as the till says it."""
        if not program:
            return {"missing": "", "keep_missing": "", "progress": 0.0}
        standing = program._ladder().standing(
            membership._score() if membership else Score(0, 0.0, 0, 0, 0.0, 0),
            held=membership.tier_id.id,
        )
        return {
            "missing": program._missing_text(standing),
            "keep_missing": membership.keep_missing or "",
            "progress": round(standing.progress * 100),
        }

    def _loyalty_tier_own_due(self, program):
        rows = self.env["loyalty.tier.grant"].sudo()._due_rows(program, self)
        # A gesture at a promotion is for the staff to do, not for the guest to claim.
        return [
            row["name"]
            for row in rows
            if row["kind"] != "gesture" or row["given"] != "promotion"
        ]

    def _loyalty_tier_own_honours(self, membership):
        return membership.honour_ids.filtered(lambda h: h.state == "in_force")

    def _loyalty_tier_own_entries(self, program, membership):
        """Return the orders that count for the tier now, the latest first.

        What a manager still looks at is not mentioned.

        :rtype: loyalty.tier.entry
        """
        entries = self.env["loyalty.tier.entry"].sudo()
        if not membership.joined_on:
            return entries
        since = program._clock().starts(program._today(), membership.joined_on)
        domain = Domain("program_id", "=", program.id)
        domain &= Domain("partner_id", "=", membership.partner_id.id)
        domain &= Domain("held", "!=", True)
        if since > date.min:
            domain &= Domain("day", ">=", since)
        return entries.search(domain, order="day desc, id desc", limit=MOST_ORDERS)

    def _loyalty_tier_own_notes(self):
        """Return what is noted of this person, and of nobody else of the firm.

        :rtype: res.partner.preference
        """
        return (
            self.env["res.partner.preference"]
            .sudo()
            .search([("partner_id", "=", self.id)], order="kind, id")
        )

    # ------------------------------------------------------------- what guests change
    def _loyalty_tier_forget_note(self, note_id):
        """Remove a note of this person for good; another's is left alone.

        With the last of what a guest must not eat ends the consent to note it.

        :param int note_id: as a browser sends it
        """
        self.ensure_one()
        note = self._loyalty_tier_own_notes().filtered(lambda n: n.id == note_id)
        was_forbidden = note.kind == "forbidden"
        note.unlink()
        left = self._loyalty_tier_own_notes()
        if was_forbidden and "forbidden" not in left.mapped("kind"):
            self._loyalty_tier_withdraw()

    def _loyalty_tier_withdraw(self):
        """Forget all that this person must not eat: the consent ends."""
        self.ensure_one()
        self.env["res.partner.consent"].sudo()._forget_guests(self)

    def _loyalty_tier_greet(self, by_title):
        """Let this person be greeted by title, or not.

        :param bool by_title: whether they like it
        """
        self.ensure_one()
        self.sudo().loyalty_tier_incognito = not by_title
