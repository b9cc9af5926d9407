# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class LoyaltyTierMessage(models.Model):
    """Says in a line when a message leaves: for who switches it on."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.message"

    @api.depends("kind", "days", "wait_hours", "program_id.warn_days")
    @api.depends_context("lang")
    def _compute_sentence(self):
        for message in self:
            message.sentence = message.kind and message._sentence()

    def _sentence(self):
        env = self.env
        if self.kind == "birthday":
            return self._birthday_sentence()
        if self.kind == "ending":
            return env._(
                "%(days)s days before a tier ends, once, with what keeps it",
                days=self.program_id.warn_days,
            )
        return {
            "promotion": env._(
                "When a guest has a new title, with what it opens on the hidden menu"
            ),
            "opened": env._("When something new opens for the tier of a guest"),
            "next": env._("On the day after a visit, when one more brings a new title"),
            "overdue": env._("When a regular stays away for longer than usual"),
            "thanks": env._("After a party was held, or a gift was given"),
        }[self.kind]

    def _birthday_sentence(self):
        if self.days:
            return self.env._(
                "%(days)s days before a birthday, earlier for tiers that celebrate "
                "longer",
                days=self.days,
            )
        return self.env._("On a birthday, earlier for tiers that celebrate longer")
