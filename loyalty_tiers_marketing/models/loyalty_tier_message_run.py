# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import LockError

_logger = logging.getLogger(__name__)


class LoyaltyTierMessage(models.Model):
    """The work: note what there is to tell, and tell it, a batch in a transaction.

    It can be interrupted anywhere, and run by many at once: the mail of a guest and
    the row that says so are made in one transaction, in which nobody else writes to
    members of the same program.
    """

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.message"

    @api.model
    def _cron_send(self):
        """Scheduled: tell what there is to tell. Can be run at any time."""
        commit = self.env["ir.cron"]._commit_progress
        self.env["mail.mail"]._loyalty_tier_retry()
        for message in self.search([("is_on", "=", True)]):
            try:
                if not message._run(commit):
                    return
            except psycopg2.OperationalError:
                # Somebody else has just told it. What is left is told next time.
                self.env.cr.rollback()
        commit(remaining=0)

    def _run(self, commit):
        """Do all that this message has to do now.

        :param commit: ends a transaction, and returns the seconds that are left
        :return: whether there is time for another message
        :rtype: bool
        """
        if not self._take():
            return True
        self._note()
        last = 0
        while commit(1, remaining=1):
            if not self._take():
                return True
            last = self._tell_some(after=last)
            if not last:
                return bool(commit(remaining=1))
        return False

    def _take(self):
        """Keep everybody else from writing to members of this program.

        The rows are written, not only locked: a transaction that began before the
        last one of another run was over then fails, instead of telling again.

        :return: whether it could be had; if not, somebody else is at it
        :rtype: bool
        """
        self.invalidate_recordset()
        if not self.is_on:
            return False
        others = self.search(
            [("program_id", "=", self.program_id.id), ("is_on", "=", True)]
        )
        try:
            others.lock_for_update(allow_referencing=True)
        except LockError:
            return False
        others.write({"ran_on": fields.Datetime.now()})
        others.flush_recordset(["ran_on"])
        return True

    def _note(self):
        """Note the causes that have come, and judge again those that wait."""
        addressees = self.env["loyalty.tier.addressee"].sudo()
        self._learn_menu()
        facts = self._facts()
        concerned = addressees._concerned_ids(self, facts)
        if concerned:
            addressees = addressees._for_few(concerned)
            addressees._note(self, facts)
            addressees._judge(self, facts=facts)
        if self.error and self.template_id.write_date > self.error_on:
            self.action_resume()  # Somebody has mended the text.

    def _tell_some(self, after=0):
        """Tell the next guests for whom it is not night.

        :param int after: the last cause that was looked at in this run
        :return: the one looked at now; 0 when there is nothing to do
        :rtype: int
        """
        addressees = self.env["loyalty.tier.addressee"].sudo()
        due = {} if self.error else addressees._due(self, after, self._batch())
        if not due:
            return 0
        # Others may have written to them since, or they may have left.
        guest_ids = list(set(due.values()))
        addressees._for_few(guest_ids)._judge(self, guest_ids=guest_ids)
        still = sorted(addressees._waiting(self.mailing_id, guest_ids))
        if still and not self._mail(still):
            return 0
        return max(due)

    @api.model
    def _batch(self):
        """Return how many mails Odoo makes in one transaction.

        :rtype: int
        """
        settings = self.env["ir.config_parameter"].sudo()
        size = settings.get_param("mail.batch_size")
        return int(size or 0) or self.env["mail.compose.message"]._batch_size or 50

    def _mail(self, guest_ids):
        """Make the mails, for the queue of Odoo to send.

        :return: whether it went well; a text that cannot be filled in stops this
            message, and no other
        :rtype: bool
        """
        mailing = self.mailing_id.sudo().with_company(self._house())
        error = self._text_error(guest_ids[:1])
        if error:
            self._pause(error)
            return False
        try:
            mailing.with_context(default_force_send=False)._action_send_mail(guest_ids)
        except psycopg2.OperationalError:
            raise  # Told by somebody else, or told again later.
        except Exception as error:
            _logger.exception("An automatic message could not be made")
            self.env.cr.rollback()
            self._pause(str(error))
            return False
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
        return True

    def _text_error(self, guest_ids):
        """Say why the text cannot be filled in; empty when it can.

        :param list(int) guest_ids: contacts to try it with
        :rtype: str
        """
        template = self.template_id.sudo().with_company(self._house())
        try:
            with self.env.cr.savepoint():
                for name in ("subject", "body_html"):
                    template._render_field(name, guest_ids, compute_lang=True)
        except psycopg2.OperationalError:
            raise
        except Exception as error:
            _logger.warning("The text of an automatic message is wrong: %s", error)
            return str(error)
        return ""

    def _pause(self, error):
        """Stop telling until the text is mended; what there is to tell is kept."""
        self.write({"error": error, "error_on": fields.Datetime.now()})
