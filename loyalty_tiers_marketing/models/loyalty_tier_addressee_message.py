# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.base.models.res_partner import _tz_get

from .. import cause_sql

FINAL = ("held_back", "twice", "late")
OPEN = ("written", "limit")  # would be written to, now or later


class LoyaltyTierAddressee(models.Model):
    """Causes of automatic messages: noted once, and judged until they are told.

    What speaks against a guest may change while a cause waits: who agrees in time
    hears of it, who leaves does not.
    """

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.addressee"

    fate = fields.Selection(
        selection_add=[("late", "Too late, or overtaken")],
        ondelete={"late": "cascade"},
    )
    tell_by = fields.Datetime(
        readonly=True, help="After this it is too late for a message."
    )
    trace_ids = fields.One2many(
        comodel_name="mailing.trace", inverse_name="loyalty_tier_addressee_id"
    )

    _due_idx = models.Index(
        "(mailing_id, id) WHERE tell_by IS NOT NULL AND fate = 'written'"
    )
    _tell_by_idx = models.Index("(mailing_id, tell_by) WHERE tell_by IS NOT NULL")

    @api.model
    def _note(self, message, facts):
        """Note the causes that have come since the last time; in one statement.

        SQL because a new dish is news for hundreds of thousands, and because each
        cause is noted once, whoever notes it at the same moment.

        :param message: one ``loyalty.tier.message``
        :param SQL facts: a selection of ``partner_id``, ``cause`` and ``tell_by``
        """
        self.env.execute_query(
            SQL(
                cause_sql.NOTE,
                facts=facts,
                mailing_id=message.mailing_id.id,
                program_id=message.program_id.id,
                verdict=self._verdict(message, SQL("SELECT partner_id FROM fact")),
                fate=self._drawn(message, SQL("fact.cause")),
                now=fields.Datetime.now(),
            )
        )
        self.invalidate_model()

    @api.model
    def _judge(self, message, facts=None, guest_ids=None):
        """Judge again the causes that have not been told; in one statement.

        SQL for the same reason as in :meth:`_note`.

        :param message: one ``loyalty.tier.message``
        :param SQL facts: what is still true; what is not is overtaken
        :param guest_ids: ids of contacts; all by default
        """
        now = fields.Datetime.now()
        whose = SQL("TRUE")
        if guest_ids is not None:
            whose = SQL("addressee.partner_id = ANY(%s)", guest_ids)
        is_over = SQL("waiting.tell_by <= %s", now)
        if facts is not None:
            true = SQL("SELECT cause FROM (%s) fact", facts)
            is_over = SQL("(%s OR waiting.cause NOT IN (%s))", is_over, true)
        self.env.execute_query(
            SQL(
                cause_sql.JUDGE,
                mailing_id=message.mailing_id.id,
                final=list(FINAL),
                open=list(OPEN),
                whose=whose,
                now=now,
                is_over=is_over,
                verdict=self._verdict(message, SQL("SELECT partner_id FROM waiting")),
                fate=self._drawn(message, SQL("waiting.cause")),
            )
        )
        self.invalidate_model()

    @api.model
    def _verdict(self, message, guests):
        return self._fates(
            guests,
            message.program_id,
            message.mailing_id.loyalty_tier_purpose,
            message.mailing_id._loyalty_tier_channel(),
        )

    @api.model
    def _drawn(self, message, cause):
        """Draw lots among who would be written to: some are held back."""
        return SQL(
            cause_sql.DRAW,
            share=message.hold_back,
            cause=cause,
            salt=f":{message.mailing_id.id}",
        )

    @api.model
    def _due(self, message, after, limit):
        """Return whom to tell now: guests for whom it is not night, the oldest first.

        SQL because the ORM cannot ask for what has no row elsewhere, with a limit.

        :param int after: the last cause that was looked at in this run
        :return: ids of contacts by id of the cause
        :rtype: dict(int, int)
        """
        rows = self.env.execute_query(
            SQL(
                cause_sql.DUE,
                mailing_id=message.mailing_id.id,
                now=fields.Datetime.now(),
                after=after,
                tz=message.program_id.tz,
                awake=self._awake(message.program_id),
                limit=limit,
            )
        )
        return dict(rows)

    @api.model
    def _awake(self, program):
        """Return the time zones in which guests may be written to at this moment.

        In Python, where every zone that a contact can have is known.

        :rtype: list(str)
        """
        now = fields.Datetime.now().replace(tzinfo=ZoneInfo("UTC"))
        awake = []
        for name, _label in _tz_get(self):
            clock = now.astimezone(ZoneInfo(name))
            if not program._is_quiet(clock.hour + clock.minute / 60):
                awake.append(name)
        return awake
