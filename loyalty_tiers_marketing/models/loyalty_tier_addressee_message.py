# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.base.models.res_partner import _tz_get

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

    _tell_by_idx = models.Index("(mailing_id, tell_by) WHERE tell_by IS NOT NULL")

    @api.model
    def _note(self, message, facts):
        """Note the causes that have come since the last time; in one statement.

        SQL because a new dish is news for hundreds of thousands, and because each
        cause is noted once, whoever notes it at the same moment.

        :param message: one ``loyalty.tier.message``
        :param SQL facts: a selection of ``partner_id``, ``cause`` and ``tell_by``
        """
        now = fields.Datetime.now()
        self.env.execute_query(
            SQL(
                """
                  WITH fact AS MATERIALIZED (
                       SELECT * FROM (%(facts)s) fact WHERE NOT EXISTS (
                           SELECT FROM loyalty_tier_addressee noted
                            WHERE noted.mailing_id = %(mailing_id)s
                              AND noted.cause = fact.cause)),
                       verdict AS (%(verdict)s)
                INSERT INTO loyalty_tier_addressee (
                       mailing_id, partner_id, program_id, tier_id, fate, cause,
                       tell_by, chosen_on,
                       create_uid, create_date, write_uid, write_date)
                SELECT %(mailing_id)s, partner_id, %(program_id)s, verdict.tier_id,
                       %(fate)s, fact.cause, fact.tell_by, %(now)s,
                       %(uid)s, %(now)s, %(uid)s, %(now)s
                  FROM fact JOIN verdict USING (partner_id)
                    ON CONFLICT (mailing_id, cause) WHERE cause IS NOT NULL DO NOTHING
                RETURNING id
                """,
                facts=facts,
                mailing_id=message.mailing_id.id,
                program_id=message.program_id.id,
                verdict=self._verdict(message, SQL("SELECT partner_id FROM fact")),
                fate=self._drawn(message, SQL("fact.cause")),
                now=now,
                uid=self.env.uid,
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
                """
                  WITH waiting AS MATERIALIZED (
                       SELECT id, partner_id, cause, tell_by, fate
                         FROM loyalty_tier_addressee addressee
                        WHERE mailing_id = %(mailing_id)s AND tell_by IS NOT NULL
                          AND fate <> ALL(%(final)s) AND %(whose)s
                          AND (tell_by > %(now)s OR fate = ANY(%(open)s))
                          AND NOT EXISTS (
                              SELECT FROM mailing_trace trace
                               WHERE trace.loyalty_tier_addressee_id = addressee.id)),
                       verdict AS (%(verdict)s),
                       judged AS (
                SELECT waiting.id, verdict.tier_id, CASE
                       WHEN NOT %(is_over)s THEN %(drawn)s
                       WHEN waiting.fate = ANY(%(open)s) THEN 'late'
                       ELSE waiting.fate END AS fate
                  FROM waiting JOIN verdict USING (partner_id))
                UPDATE loyalty_tier_addressee addressee
                   SET fate = judged.fate, tier_id = judged.tier_id
                  FROM judged
                 WHERE judged.id = addressee.id AND judged.fate <> addressee.fate
                RETURNING addressee.id
                """,
                mailing_id=message.mailing_id.id,
                final=list(FINAL),
                open=list(OPEN),
                whose=whose,
                now=now,
                is_over=is_over,
                verdict=self._verdict(message, SQL("SELECT partner_id FROM waiting")),
                drawn=self._drawn(message, SQL("waiting.cause")),
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
        """Draw lots among who would be written to: some are held back.

        From the cause itself, so that asking again does not draw again.
        """
        return SQL(
            """
            CASE WHEN verdict.fate = 'written' AND %(share)s * 10 >
                      ('x' || substr(md5(%(cause)s || %(salt)s), 1, 7))::bit(28)::int
                      %% 1000
                 THEN 'held_back' ELSE verdict.fate END
            """,
            share=message.hold_back,
            cause=cause,
            salt=f":{message.mailing_id.id}",
        )

    @api.model
    def _due_ids(self, message, limit):
        """Return whom to tell now: guests for whom it is not night, in a fixed order.

        SQL because the ORM cannot ask for what has no row elsewhere, with a limit.

        :return: ids of contacts
        :rtype: list(int)
        """
        rows = self.env.execute_query(
            SQL(
                """
                SELECT addressee.partner_id
                  FROM loyalty_tier_addressee addressee
                  JOIN res_partner guest ON guest.id = addressee.partner_id
                 WHERE mailing_id = %s AND fate = 'written' AND tell_by > %s
                   AND COALESCE(guest.tz, %s) = ANY(%s)
                   AND NOT EXISTS (
                       SELECT FROM mailing_trace trace
                        WHERE trace.loyalty_tier_addressee_id = addressee.id)
                 GROUP BY addressee.partner_id ORDER BY min(addressee.id) LIMIT %s
                """,
                message.mailing_id.id,
                fields.Datetime.now(),
                message.program_id.tz,
                self._awake(message.program_id),
                limit,
            )
        )
        return [partner_id for (partner_id,) in rows]

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
