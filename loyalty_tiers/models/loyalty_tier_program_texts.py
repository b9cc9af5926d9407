# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models, tools
from odoo.tools import format_amount, format_list
from odoo.tools.misc import get_lang


class LoyaltyTierProgram(models.Model):
    """Says scores, rules and what is missing in words: the same words everywhere."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.program"

    def _amount_texts(self, score):
        """Say what a score amounts to, in the user's language.

        :param score: a ``Score``, or a ``Rule`` with its minimums
        :return: one text per measure that is not zero
        :rtype: list(str)
        """
        texts = self._public_amount_texts(score)
        if score.margin:
            texts.append(self.env._("%s of margin", self._money(score.margin)))
        return texts

    def _public_amount_texts(self, score):
        """Say what a score amounts to, as guests may read it: without margins.

        :param score: a ``Score`` or ``Rule`` of the ladder
        :return: one text per measure that is not zero
        :rtype: list(str)
        """
        env, texts = self.env, []
        if score.visits:
            one = score.visits == 1
            texts.append(env._("1 visit") if one else env._("%s visits", score.visits))
        if score.orders:
            one = score.orders == 1
            texts.append(env._("1 order") if one else env._("%s orders", score.orders))
        if score.spend:
            texts.append(self._money(score.spend))
        if score.stars:
            one = score.stars == 1
            texts.append(env._("1 star") if one else env._("%s stars", score.stars))
        if score.days:
            one = score.days == 1
            texts.append(
                env._("1 day as a member")
                if one
                else env._("%s days as a member", score.days)
            )
        return texts

    @tools.ormcache("self.id", "self.env.lang")
    def _move_texts(self):
        """Return what a move to each tier says of it, kept in memory for the till.

        :return: by tier, the sentence of its rules and whether there is a party
        :rtype: dict(int, tuple(str, bool))
        """
        tiers = self.sudo().with_context(active_test=False).tier_ids
        return {tier.id: (tier.rules_sentence, bool(tier.party_text)) for tier in tiers}

    def _rule_texts(self, rule):
        """Say what a rule asks for, in the user's language.

        :param Rule rule: a rule of the ladder
        :return: one text for each thing that it asks
        :rtype: list(str)
        """
        env, texts = self.env, self._amount_texts(rule)
        if rule.cut:
            texts.append(self._cut_text(rule.cut, rule.cut_value))
        if rule.away:
            texts.append(
                env._("a visit since yesterday")
                if rule.away == 1
                else env._("a visit in the last %s days", rule.away)
            )
        return texts

    def _cut_text(self, cut, value):
        """Say which customers a ranking takes: "best 5% of customers"."""
        env, value = self.env, self._number(value)
        return {
            "customers": env._("best %s%% of customers", value),
            "sales": env._("first %s%% of sales", value),
            "count": env._("best %s customers", value),
        }[cut]

    def _money(self, amount):
        currency = self.currency_id or self.env.company.currency_id
        return format_amount(self.env, amount, currency)

    def _number(self, value):
        """Write a number as short as it can be: 5 and not 5.0."""
        return f"{value:.10g}".replace(".", get_lang(self.env).decimal_point)

    def _missing_text(self, standing):
        """Say what is missing for the next tier: "3 visits to Department Head".

        The same words at the till, on the receipt and in the back office.

        :param Standing standing: where the customer stands
        :return: the sentence; empty on the highest tier that may be named
        :rtype: str
        """
        self.ensure_one()
        texts = standing.next_tier_id and self._lacking_texts(standing.missing)
        if not texts:
            return ""
        return self.env._(
            "%(missing)s to %(tier)s",
            missing=format_list(self.env, texts),
            tier=self._titles()[standing.next_tier_id],
        )

    def _keeping_text(self, tier_id, missing):
        """Say what is missing to keep a tier: "3 visits to keep Gold".

        :param tier_id: the tier held
        :param missing: the ``Score`` that is missing; None when the tier is earned,
            so that one more visit reconfirms it
        :return: the sentence; empty where nothing that the guest does can help yet
        :rtype: str
        """
        self.ensure_one()
        if missing:
            texts = self._lacking_texts(missing)
        elif self.holding == "period" or self.window == "rolling":
            texts = [self.env._("1 visit")]
        else:
            texts = []
        if not texts:
            return ""
        return self.env._(
            "%(missing)s to keep %(tier)s",
            missing=format_list(self.env, texts),
            tier=self._titles()[tier_id],
        )

    def _lacking_texts(self, missing):
        texts = self._public_amount_texts(missing)
        if missing.margin:
            # Guests and cashiers read it: what the shop earns is not their business.
            texts.append(self.env._("a little more"))
        return texts
