# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError

from ..context_keys import CONFIRMED
from .res_config_settings_consent import MANY

ASK_TWICE = "loyalty_tiers_marketing.ask_twice_above"  # guests; a setting


class MailingMailing(models.Model):
    """A mailing to many is asked about twice, by whichever button it is sent.

    Whoever sends by RPC puts ``loyalty_tiers_confirmed`` into the context; without it
    nothing is sent, and the answer is the dialog that a person would see.
    """

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "mailing.mailing"

    loyalty_tier_asks_twice = fields.Boolean(
        compute="_compute_loyalty_tier_asks_twice",
        help="It goes to so many that who sends it is shown whom first.",
    )

    def _compute_loyalty_tier_asks_twice(self):
        many = self._loyalty_tier_many()
        for mailing in self:
            mailing.loyalty_tier_asks_twice = (
                mailing._loyalty_tier_is_addressed()
                and not mailing.loyalty_tier_chosen_on
                and mailing.loyalty_tier_size > many
            )

    def _loyalty_tier_many(self):
        """Return up to how many guests nothing is asked.

        :rtype: int
        """
        settings = self.env["ir.config_parameter"].sudo()
        value = settings.get_param(ASK_TWICE, "")
        return int(value) if value.isdigit() else MANY

    def _loyalty_tier_to_confirm(self, at_once=False):
        """Return what to ask before sending, if anything.

        :param bool at_once: whether it would go out now, not with the queue
        :return: a window action, or nothing where it may go out
        :rtype: dict
        :raise UserError: where one of several goes to many, or cannot be written
        """
        self.filtered(
            lambda m: m.mailing_type == "mail" and m._loyalty_tier_is_addressed()
        )._loyalty_tier_check_texts()
        if self.env.context.get(CONFIRMED):
            return {}
        # Whoever chose the better of two texts has confirmed the test before.
        asking = self.filtered(
            lambda m: m.loyalty_tier_asks_twice and not m.ab_testing_is_winner_mailing
        )
        if not asking:
            return {}
        if len(self) > 1:
            raise UserError(
                self.env._(
                    '"%(mailing)s" goes to %(count)s guests: send it by itself.',
                    mailing=asking[0].subject,
                    count=asking[0].loyalty_tier_size,
                )
            )
        questions = self.env["loyalty.tier.mailing.confirm"]
        return questions.create({"mailing_id": self.id, "at_once": at_once})._open()

    def action_put_in_queue(self):
        return self._loyalty_tier_to_confirm() or super().action_put_in_queue()

    def action_send_mail(self, res_ids=None):
        if question := self._loyalty_tier_to_confirm(at_once=True):
            return question
        if res_ids:
            for mailing in self.filtered(lambda m: m._loyalty_tier_is_addressed()):
                res_ids = mailing._loyalty_tier_of_those(res_ids)
        return super().action_send_mail(res_ids)

    def _loyalty_tier_of_those(self, guest_ids):
        """Return who of some may get this mailing: whoever names guests names no others.

        :raise UserError: where nobody is left
        """
        waiting = set(self._get_remaining_recipients())
        guest_ids = [guest_id for guest_id in guest_ids if guest_id in waiting]
        if not guest_ids:
            raise UserError(
                self.env._(
                    'None of these guests waits for "%(mailing)s": they have got it, '
                    "or may not be written to.",
                    mailing=self.subject,
                )
            )
        return guest_ids
