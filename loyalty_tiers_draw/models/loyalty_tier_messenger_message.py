# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging
from datetime import timedelta
from uuid import uuid4

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.loyalty_tiers_marketing.models.res_partner_consent import PURPOSES

from .loyalty_tier_messenger import Failure

_logger = logging.getLogger(__name__)

MOST_TRIES = 5
FIRST_PAUSE = timedelta(minutes=5)  # doubled each time
LOST_AFTER = timedelta(hours=1)  # no sending takes as long


class LoyaltyTierMessengerMessage(models.Model):
    """A message to a guest: waits in the queue, is sent once.

    Claimed and committed before it is sent: should the power go while it is sent,
    nobody knows whether it arrived, and a manager decides.
    """

    _name = "loyalty.tier.messenger.message"
    _description = "Messenger Message"
    _order = "id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Guest",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, index=True
    )
    purpose = fields.Selection(
        selection="_purposes",
        required=True,
        readonly=True,
        help="Sent only while the guest agrees to messages for it.",
    )
    text = fields.Text(required=True, readonly=True)
    cause = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        help="What it was written for; the same cause writes once.",
    )
    key = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: str(uuid4()),
        help="Tells the service that a second try is no second message.",
    )
    number = fields.Char(related="partner_id.phone_sanitized")
    state = fields.Selection(
        selection=[
            ("waiting", "Waiting"),
            ("sending", "Being sent"),
            ("sent", "Sent"),
            ("failed", "Failed"),
            ("unsure", "Perhaps sent"),
            ("cancelled", "Not wanted any more"),
        ],
        required=True,
        readonly=True,
        default="waiting",
        index=True,
    )
    tries = fields.Integer(readonly=True)
    next_try_on = fields.Datetime(readonly=True, default=fields.Datetime.now)
    sent_on = fields.Datetime(readonly=True)
    error = fields.Char(readonly=True)

    _cause_unique = models.Constraint(
        "UNIQUE(cause)", "A message has been written for this cause already."
    )
    _waiting_idx = models.Index("(company_id, next_try_on) WHERE state = 'waiting'")

    @api.model
    def _purposes(self):
        labels = self.env["res.partner.consent"]._fields["purpose"]
        labels = dict(labels._description_selection(self.env))
        return [(purpose, labels[purpose]) for purpose in PURPOSES]

    # ------------------------------------------------------------------- queueing
    @api.model
    def _queue(self, company, purpose, texts, cause):
        """Write to guests by the messenger of a company, as soon as it can.

        :param company: one ``res.company``
        :param str purpose: one of ``PURPOSES``
        :param dict texts: by guest (``res.partner``), in the guest's language
        :param str cause: why; who was written to for it is not written to again
        :return: the messages that are new
        """
        causes = {f"{cause}:{guest.id}": guest for guest in texts}
        known = self.sudo().search([("cause", "in", list(causes))])
        messages = self.sudo().create(
            [
                {
                    "partner_id": guest.id,
                    "company_id": company.id,
                    "purpose": purpose,
                    "text": texts[guest],
                    "cause": key,
                }
                for key, guest in causes.items()
                if key not in set(known.mapped("cause"))
            ]
        )
        if messages:
            self.env.ref("loyalty_tiers_draw.ir_cron_messenger")._trigger()
        return messages

    # -------------------------------------------------------------------- sending
    @api.model
    def _cron_send(self):
        """Scheduled: send what waits. Can be interrupted at any time."""
        commit = self.env["ir.cron"]._commit_progress
        self._give_up_lost()
        waiting = Domain("state", "=", "waiting")
        waiting &= Domain("next_try_on", "<=", fields.Datetime.now())
        commit(remaining=self.search_count(waiting))
        for [company] in self._read_group(waiting, ["company_id"]):
            messenger = company._loyalty_tier_messenger()
            while messenger is not None:
                messages = self._claim(company, messenger._messenger_batch)
                commit()
                if not messages:
                    break
                messages._send(messenger)
                if not commit(len(messages)):
                    return

    @api.model
    def _claim(self, company, count):
        """Take messages that nobody else is sending.

        SQL because the ORM cannot pass over rows that others hold.

        :param company: one ``res.company``
        :param int count: at most so many
        :rtype: loyalty.tier.messenger.message
        """
        self.flush_model()
        now = fields.Datetime.now()
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE loyalty_tier_messenger_message SET
                       state = 'sending', tries = COALESCE(tries, 0) + 1,
                       write_date = %(now)s
                 WHERE id IN (
                       SELECT id FROM loyalty_tier_messenger_message
                        WHERE state = 'waiting' AND company_id = %(company_id)s
                          AND next_try_on <= %(now)s
                        ORDER BY next_try_on, id LIMIT %(count)s
                          FOR UPDATE SKIP LOCKED)
                RETURNING id
                """,
                now=now,
                company_id=company.id,
                count=count,
            )
        )
        self.invalidate_model()
        return self.browse(sorted(row[0] for row in rows))

    def _send(self, messenger):
        """Send claimed messages to those who still want them."""
        said = self.env["res.partner.consent"]._known(
            self.partner_id, PURPOSES, ["messenger"]
        )
        agreed = {(c.partner_id, c.purpose) for c in said if not c.withdrawn_on}
        wanted = self.filtered(lambda m: (m.partner_id, m.purpose) in agreed)
        (self - wanted).write({"state": "cancelled"})
        unreachable = wanted.filtered(lambda message: not message.number)
        unreachable.write(
            {"state": "failed", "error": self.env._("The guest has no phone number.")}
        )
        ready = wanted - unreachable
        failures = ready._hand_over(messenger)
        sent = ready - self.browse(message.id for message in failures)
        sent.write({"state": "sent", "sent_on": fields.Datetime.now(), "error": False})
        for message, failure in failures.items():
            message._note_failure(failure)

    def _hand_over(self, messenger):
        """Have a sender send.

        :return: what was not sent
        :rtype: dict(loyalty.tier.messenger.message, Failure)
        """
        try:
            with self.env.cr.savepoint():
                return messenger._messenger_send(self) if self else {}
        except Exception:
            # A sender of somebody else's may fail in any way: the others go on.
            _logger.exception("A messenger failed")
            broken = self.env._("The messenger failed. It may have arrived.")
            return dict.fromkeys(self, Failure(broken, again=None))

    def _note_failure(self, failure):
        """Keep why a message was not sent, and when to try again.

        :param Failure failure: what the sender said
        """
        state = "waiting" if self.tries < MOST_TRIES else "failed"
        if not failure.again:
            state = "unsure" if failure.again is None else "failed"
        pause = FIRST_PAUSE * 2 ** (self.tries - 1)
        self.write(
            {
                "state": state,
                "error": failure.text,
                "next_try_on": fields.Datetime.now() + pause,
            }
        )

    @api.model
    def _give_up_lost(self):
        """Leave to a manager what was being sent when the power went."""
        lost = [("state", "=", "sending")]
        lost.append(("write_date", "<", fields.Datetime.now() - LOST_AFTER))
        self.search(lost).write(
            {
                "state": "unsure",
                "error": self.env._(
                    "The server stopped while this was sent. It may have arrived."
                ),
            }
        )

    def action_retry(self):
        """Let what failed wait in the queue again.

        :raise AccessError: for who is no manager
        """
        self.check_access("write")
        stuck = self.filtered(lambda message: message.state in ("failed", "unsure"))
        stuck.sudo().write(
            {"state": "waiting", "tries": 0, "next_try_on": fields.Datetime.now()}
        )
        self.env.ref("loyalty_tiers_draw.ir_cron_messenger").sudo()._trigger()

    def action_cancel(self):
        """Send no more what waits.

        :raise AccessError: for who is no manager
        """
        self.check_access("write")
        waiting = self.filtered(lambda message: message.state == "waiting")
        waiting.sudo().write({"state": "cancelled"})
