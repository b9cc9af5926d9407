# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_list

from .. import fate_sql

PAID_CHANNELS = ("sms", "post")


class LoyaltyTierAddressee(models.Model):
    """A guest who was chosen for a mailing, with the tier held then.

    Written once, before the first mail goes out: so that an interrupted mailing goes
    on with the same guests, and so that who was held back is known before anybody
    could know who comes. Written by :meth:`_choose` only.
    """

    _name = "loyalty.tier.addressee"
    _description = "Addressee of a Mailing"
    _order = "id desc"
    _rec_name = "partner_id"
    # A row is written by a statement and says itself when: each further reference
    # would be checked for hundreds of thousands of rows.
    _log_access = False

    mailing_id = fields.Many2one(
        comodel_name="mailing.mailing",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Guest",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    program_id = fields.Many2one(
        comodel_name="loyalty.tier.program",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="program_id.company_id")
    tier_id = fields.Many2one(
        comodel_name="loyalty.tier",
        readonly=True,
        ondelete="restrict",
        help="Held when the guest was chosen.",
    )
    fate = fields.Selection(
        selection=[
            ("written", "Written to"),
            ("held_back", "Held back to compare"),
            ("no_address", "No address"),
            ("blacklisted", "Blacklisted"),
            ("left", "Does not want it"),
            ("unasked", "Never asked"),
            ("unpaid", "Below zero: nothing is paid"),
            ("limit", "Heard from us enough"),
            ("twice", "Same address as another"),
        ],
        required=True,
        readonly=True,
    )
    cause = fields.Char(
        readonly=True, help="What an automatic message is about; once for each."
    )
    chosen_on = fields.Datetime(
        required=True, readonly=True, default=fields.Datetime.now
    )

    _cause_unique = models.UniqueIndex("(mailing_id, cause) WHERE cause IS NOT NULL")

    # --------------------------------------------------------------- who, why
    @api.model
    def _fates(self, guests, program, purpose, channel):
        """Select what becomes of guests; see ``fate_sql.fates``.

        :param SQL guests: a selection of ids of contacts
        :param program: the ``loyalty.tier.program``
        :param str purpose: what they are written for
        :param str channel: how
        :rtype: SQL
        """
        # What was written a moment ago is looked at by SQL.
        self.env.flush_all()
        # It takes a second to compile what runs for a tenth of one.
        self.env.cr.execute("SET LOCAL jit = off")
        consents = self.env["res.partner.consent"]
        settings = self.env["ir.config_parameter"].sudo()
        unasked = settings.get_param("loyalty_tiers_marketing.unasked")
        return fate_sql.fates(
            guests,
            channel,
            program.id,
            consents._given_sql(purpose, channel),
            consents._left_sql(channel, purpose),
            unasked != "yes",
            self._reached_sql(program),
            self._unpaid_sql(program) if channel in PAID_CHANNELS else None,
        )

    @api.model
    def _reached_sql(self, program):
        """Select how often guests were written to lately, by whatever mailing.

        :return: a selection of ``partner_id`` and ``count``
        :rtype: SQL
        """
        if not program._limits_messages():
            return SQL("SELECT NULL::int AS partner_id, 0 AS count WHERE FALSE")
        since = fields.Datetime.subtract(
            fields.Datetime.now(), days=program.message_days
        )
        return SQL(
            """
            SELECT res_id AS partner_id, count(*) AS count FROM mailing_trace
             WHERE model = 'res.partner' AND create_date >= %s
               AND trace_status NOT IN ('cancel', 'error', 'bounce')
               AND is_test_trace IS NOT TRUE
             GROUP BY res_id
            """,
            since,
        )

    @api.model
    def _unpaid_sql(self, program):
        """Select customers for whom no postage is paid: they cost more than they bring.

        :rtype: SQL
        """
        segments = self.env["loyalty.tier.segment"].sudo()
        return segments._customers_sql(program, Domain("value", "=", "bz"))

    @api.model
    def _count(self, guests, program, purpose, channel):
        """Count what would become of guests, in one query.

        SQL because a million contacts are looked at, and none is read.

        :param SQL guests: a selection of ids of contacts
        :return: numbers by ``fate``
        :rtype: dict(str, int)
        """
        rows = self.env.execute_query(
            SQL(
                "SELECT fate, count(*) FROM (%s) fates GROUP BY fate",
                self._fates(guests, program, purpose, channel),
            )
        )
        return dict(rows)

    @api.model
    def _left_out_text(self, counts):
        """Say how many are left out, and why.

        :param dict counts: numbers by ``fate``; those written to are passed over
        :return: empty where nobody is
        :rtype: str
        """
        names = dict(self._fields["fate"]._description_selection(self.env))
        parts = [
            self.env._("%(reason)s: %(count)s", reason=names[fate], count=counts[fate])
            for fate in names
            if counts.get(fate) and fate != fate_sql.WRITTEN
        ]
        return format_list(self.env, parts)

    # ---------------------------------------------------------------- choosing
    @api.model
    def _choose(self, mailing, guests, percent):
        """Note whom a mailing is for, and hold some back; in one statement.

        SQL because hundreds of thousands are noted at once.

        :param mailing: one ``mailing.mailing``
        :param SQL guests: a selection of ids of contacts
        :param float percent: of those who could be written to, how many are held back
        :return: how many are written to
        :rtype: int
        """
        fates = self._fates(
            guests,
            mailing.loyalty_tier_program_id,
            mailing.loyalty_tier_purpose,
            mailing._loyalty_tier_channel(),
        )
        rows = self.env.execute_query(
            SQL(
                fate_sql.CHOOSE,
                mailing_id=mailing.id,
                program_id=mailing.loyalty_tier_program_id.id,
                share=percent / 100,
                fates=fates,
                now=fields.Datetime.now(),
            )
        )
        self.invalidate_model()
        return rows[0][0]

    @api.model
    def _remaining_ids(self, mailing):
        """Return who is still to be written to, in a fixed order.

        :return: ids of contacts
        :rtype: list(int)
        """
        return sorted(self._waiting(mailing))

    @api.model
    def _waiting(self, mailing, guest_ids=None):
        """Return the choices for which no mail has been made yet, the oldest of each.

        SQL because the ORM cannot ask for what has no row elsewhere.

        :param guest_ids: ids of contacts; all by default
        :return: ids of addressees by id of the contact
        :rtype: dict(int, int)
        """
        self.env["mailing.trace"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT addressee.partner_id, min(addressee.id)
                  FROM loyalty_tier_addressee addressee
                 WHERE mailing_id = %s AND fate = 'written' AND %s
                   AND NOT EXISTS (
                       SELECT FROM mailing_trace trace
                        WHERE trace.loyalty_tier_addressee_id = addressee.id)
                 GROUP BY addressee.partner_id
                """,
                mailing.id,
                SQL("TRUE")
                if guest_ids is None
                else SQL("addressee.partner_id = ANY(%s)", guest_ids),
            )
        )
        return dict(rows)
