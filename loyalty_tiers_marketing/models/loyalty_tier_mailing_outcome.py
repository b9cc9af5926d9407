# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from typing import NamedTuple

from odoo import api, models
from odoo.tools import format_amount, formatLang

from ..difference import Sample, of_means, of_shares, share
from ..fate_sql import HELD_BACK, POST, WRITTEN

FINE = 0.05  # ranges that are narrower are told with a decimal


class Group(NamedTuple):
    """Guests of one fate, as the report has added them up."""

    chosen: int = 0
    sent: int = 0
    opened: int = 0
    clicked: int = 0
    days_since: int = 0  # since the first was chosen
    told: int = 0  # so long ago that who comes back has come back
    counted: int = 0  # those told of, or all where nobody is old enough
    back: int = 0
    mean: float = 0.0  # spent by each of those counted
    variance: float = 0.0

    @property
    def spending(self):
        return Sample(self.counted, self.mean, self.variance)


class LoyaltyTierMailingOutcome(models.AbstractModel):
    """What a mailing brought: the sums of the report, put into words and figures.

    Reads, writes nothing.
    """

    _name = "loyalty.tier.mailing.outcome"
    _description = "Outcome of a Mailing"

    @api.model
    def _outcome(self, mailing):
        """Say what a mailing brought, beside what would have come without it.

        :param mailing: one ``mailing.mailing``
        :return: ``headline`` and ``notes`` to be read; ``total`` and ``tiers`` with
            figures; rates are shares of one
        :rtype: dict
        """
        groups, total = self._groups(mailing)
        currency = mailing.loyalty_tier_program_id.currency_id
        headline, notes = self._words(mailing, currency, total)
        is_compared = all(group.counted for group in total.values())
        is_told = any(group.told for group in total.values())
        return {
            "headline": headline,
            "notes": notes,
            "is_paper": mailing._loyalty_tier_channel() == POST,
            "is_compared": is_compared,
            # Who looks each day until a difference shows is fooled by chance.
            "is_judged": is_compared and is_told,
            "total": self._figures(total),
            "tiers": [
                {
                    "id": tier.id,
                    "name": tier.name or self.env._("Without title"),
                    **self._figures(groups[tier.id]),
                }
                for tier in self._tiers(mailing, groups)
            ],
            "currency_id": currency.id,
        }

    @api.model
    def _groups(self, mailing):
        """Return the groups of each tier by its id, and those over all tiers.

        :rtype: tuple(dict(int, dict(str, Group)), dict(str, Group))
        """
        groups, total = {}, {WRITTEN: Group(), HELD_BACK: Group()}
        for tier_id, is_total, fate, *sums in self.env[
            "loyalty.tier.mailing.report"
        ]._sums(mailing):
            if is_total:
                total[fate] = Group(*sums)
                continue
            nobody = {WRITTEN: Group(), HELD_BACK: Group()}
            groups.setdefault(tier_id or False, nobody)[fate] = Group(*sums)
        return groups, total

    @api.model
    def _tiers(self, mailing, groups):
        """Return the tiers that were chosen from, the highest first; nobody's last."""
        tiers = self.env["loyalty.tier"].browse(tier_id for tier_id in groups)
        height = mailing.loyalty_tier_program_id._ladder().height
        return tiers.sorted(lambda tier: height(tier.id), reverse=True)

    @api.model
    def _figures(self, pair):
        written, held = pair[WRITTEN], pair[HELD_BACK]
        return {
            "chosen": written.chosen + held.chosen,
            "written": self._group_figures(written),
            "held": self._group_figures(held),
            "difference": self._as_list(self._difference(pair)),
            "difference_spent": self._as_list(self._difference_spent(pair)),
        }

    @api.model
    def _group_figures(self, group):
        return {
            "chosen": group.chosen,
            "sent": group.sent,
            "opened": group.opened,
            "clicked": group.clicked,
            "counted": group.counted,
            "back": group.back,
            "rate": self._as_list(share(group.back, group.counted)),
            "spent": group.mean,
        }

    @api.model
    def _as_list(self, range_):
        return list(range_) if range_ else None

    @api.model
    def _difference(self, pair):
        written, held = pair[WRITTEN], pair[HELD_BACK]
        return of_shares(written.back, written.counted, held.back, held.counted)

    @api.model
    def _difference_spent(self, pair):
        return of_means(pair[WRITTEN].spending, pair[HELD_BACK].spending)

    # ------------------------------------------------------------------- words
    @api.model
    def _words(self, mailing, currency, total):
        """Say in a sentence what it brought, and what else should be known.

        :rtype: tuple(str, list(str))
        """
        chosen = sum(group.chosen for group in total.values())
        told = sum(group.told for group in total.values())
        days = mailing.loyalty_tier_return_days
        if not chosen:
            return self.env._("Nobody has been chosen yet."), []
        if not told:
            day = max(group.days_since for group in total.values())
            return self._text_running(day, days), []
        notes = [self._text_recent(chosen - told, days)] if chosen > told else []
        if not (total[WRITTEN].counted and total[HELD_BACK].counted):
            return self._text_nothing_to_compare(), notes
        difference = self._difference(total)
        if not difference:
            return self._text_too_few(), notes
        if difference.is_clear:
            notes.insert(0, self._text_more(difference, total[WRITTEN].counted))
        notes.append(self._text_spent(self._difference_spent(total), currency))
        return self._text_back(difference), notes

    @api.model
    def _text_running(self, day, days):
        return self.env._(
            "Still running: %(day)s of %(days)s days. What it brings is told "
            "afterwards; the figures below are those so far.",
            day=day,
            days=days,
        )

    @api.model
    def _text_recent(self, count, days):
        return self.env._(
            "Not counted yet: %(count)s guests of the last %(days)s days.",
            count=self._number(count),
            days=days,
        )

    @api.model
    def _text_nothing_to_compare(self):
        return self.env._(
            "There is nothing to compare with: nobody was held back. Hold some guests "
            "back next time, and this page tells what the mailing brings."
        )

    @api.model
    def _text_too_few(self):
        return self.env._(
            "No difference can be told: there are too few guests in one of the groups."
        )

    @api.model
    def _text_back(self, difference):
        """Say how many more came back, of a hundred.

        :param Range difference: of two shares
        :rtype: str
        """
        fine = difference.high - difference.low < FINE
        most, least = sorted((difference.low, difference.high), key=abs, reverse=True)
        figures = {
            "count": self._number(abs(difference.estimate) * 100, fine),
            "least": self._number(abs(least) * 100, fine),
            "most": self._number(abs(most) * 100, fine),
        }
        if difference.low > 0:
            return self.env._(
                "%(count)s of 100 more came back; between %(least)s and %(most)s more "
                "is likely.",
                **figures,
            )
        if difference.high < 0:
            return self.env._(
                "%(count)s of 100 fewer came back; between %(least)s and %(most)s fewer "
                "is likely.",
                **figures,
            )
        return self.env._(
            "No difference can be told: there are too few guests, or there is none. "
            "Between %(fewer)s of 100 fewer and %(more)s more is likely.",
            fewer=self._number(-difference.low * 100, fine),
            more=self._number(difference.high * 100, fine),
        )

    @api.model
    def _text_more(self, difference, count):
        """Say what a clear difference comes to, over all guests written to."""
        figures = {
            "count": self._number(count),
            "guests": self._number(abs(difference.estimate) * count),
        }
        if difference.low > 0:
            return self.env._(
                "Of the %(count)s guests who were to get it, about %(guests)s came who "
                "would have stayed away.",
                **figures,
            )
        return self.env._(
            "Of the %(count)s guests who were to get it, about %(guests)s stayed away "
            "who would have come.",
            **figures,
        )

    @api.model
    def _text_spent(self, difference, currency):
        """Say how much more each spent.

        :param Range difference: in the currency
        :rtype: str
        """
        low, high = (format_amount(self.env, abs(x), currency) for x in difference[1:])
        estimate = format_amount(self.env, abs(difference.estimate), currency)
        if difference.low > 0:
            return self.env._(
                "Each spent %(amount)s more; between %(least)s and %(most)s more is "
                "likely.",
                amount=estimate,
                least=low,
                most=high,
            )
        if difference.high < 0:
            return self.env._(
                "Each spent %(amount)s less; between %(least)s and %(most)s less is "
                "likely.",
                amount=estimate,
                least=high,
                most=low,
            )
        return self.env._(
            "What they spent does not differ clearly: between %(less)s less and "
            "%(more)s more for each is likely.",
            less=low,
            more=high,
        )

    @api.model
    def _number(self, number, fine=False):
        return formatLang(self.env, number, digits=1 if fine else 0)
