# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models, tools
from odoo.tools import format_amount, format_list


class LoyaltyTierProgram(models.Model):
    """Says scores and what is missing in words: the same words everywhere."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.program"

    def _amount_texts(self, score):
        """Say what a score or a rule amounts to, in the user's language.

        :param score: a ``Score`` or ``Rule`` of the ladder
        :return: one text per measure that is not zero
        :rtype: list(str)
        """
        env, texts = self.env, []
        if score.visits:
            one = score.visits == 1
            texts.append(env._("1 visit") if one else env._("%s visits", score.visits))
        if score.spend:
            texts.append(
                format_amount(
                    env, score.spend, self.currency_id or env.company.currency_id
                )
            )
        if score.stars:
            one = score.stars == 1
            texts.append(env._("1 star") if one else env._("%s stars", score.stars))
        return texts

    @tools.ormcache("self.id", "self.env.lang")
    def _move_texts(self):
        """Return what a move to each tier says of it, kept in memory for the till.

        :return: by tier, the sentence of its rules and whether there is a party
        :rtype: dict(int, tuple(str, bool))
        """
        tiers = self.sudo().with_context(active_test=False).tier_ids
        return {tier.id: (tier.rules_sentence, bool(tier.party_text)) for tier in tiers}

    def _missing_text(self, standing):
        """Say what is missing for the next tier: "3 visits to Department Head".

        The same words at the till, on the receipt and in the back office.

        :param Standing standing: where the customer stands
        :return: the sentence; empty on the highest tier that may be named
        :rtype: str
        """
        self.ensure_one()
        if not standing.next_tier_id:
            return ""
        return self.env._(
            "%(missing)s to %(tier)s",
            missing=format_list(self.env, self._amount_texts(standing.missing)),
            tier=self._titles()[standing.next_tier_id],
        )
