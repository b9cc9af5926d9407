# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import format_date, format_list

from ..draft import difference


class LoyaltyTierOutcome(models.AbstractModel):
    """What a simulation tells: the sums of the simulator, put into words and figures.

    Reads, writes nothing.
    """

    _name = "loyalty.tier.outcome"
    _description = "Outcome of a Simulation"

    @api.model
    def _outcome(self, program, before, draft):
        """Play a draft and say what would happen.

        :param program: one ``loyalty.tier.program``
        :param dict before: the draft that it started from
        :param dict draft: without problems
        :rtype: dict
        """
        drafts = self.env["loyalty.tier.draft"]
        terms = drafts._terms(program, draft)
        groups = self.env["loyalty.tier.simulator"]._groups(program, terms)
        tiers = self._tiers(program, terms, groups)
        return {
            **self._steps(terms, groups),
            "problems": [],
            "title": format_list(self.env, drafts._sentences(program, before, draft)),
            "customers": sum(group.customers for group in groups),
            "focus": self._focus(terms, before, draft, tiers),
            "tiers": tiers,
            "moves": [
                {
                    "from": group.from_tier_id or 0,
                    "to": group.to_tier_id or 0,
                    "count": group.customers,
                }
                for group in groups
            ],
            "perks_now": sum(tier["perks_now"] for tier in tiers),
            "perks_then": sum(tier["perks_then"] for tier in tiers),
            "currency_id": program.currency_id.id,
            "notes": self._notes(program, before, draft, tiers),
        }

    @api.model
    def _steps(self, terms, groups):
        """Return how many go up, down, or keep what they no longer earn."""
        height = terms.ladder.height
        ups, downs = (
            [
                g
                for g in groups
                if sign * height(g.to_tier_id) > sign * height(g.from_tier_id)
            ]
            for sign in (1, -1)
        )
        falls = [group.first_on for group in downs]
        return {
            "up": sum(group.customers for group in ups),
            "down": sum(group.customers for group in downs),
            "kept": sum(group.kept for group in groups),
            "first_down": format_date(self.env, min(falls)) if falls else "",
        }

    @api.model
    def _tiers(self, program, terms, groups):
        """Return each tier with its members, sales and perks, now and then."""
        all_sales = sum(group.sales for group in groups)
        titles, costs = program._titles(), self._yearly_costs(program, terms)
        colors = {
            t.id: t.color for t in program.with_context(active_test=False).tier_ids
        }
        tiers = []
        for rung in terms.ladder.rungs:
            tier_id = rung.tier_id
            now = [group for group in groups if group.from_tier_id == tier_id]
            then = [group for group in groups if group.to_tier_id == tier_id]
            members = {
                "now": sum(group.customers for group in now),
                "then": sum(group.customers for group in then),
            }
            if rung.retired and not members["now"]:
                continue
            tiers.append(
                {
                    "id": tier_id,
                    "name": titles[tier_id],
                    "color": colors[tier_id],
                    **members,
                    "sales_now": self._share(now, all_sales),
                    "sales_then": self._share(then, all_sales),
                    "perks_now": members["now"] * costs[tier_id],
                    "perks_then": members["then"] * costs[tier_id],
                }
            )
        return tiers

    @api.model
    def _share(self, groups, all_sales):
        return sum(group.sales for group in groups) / all_sales if all_sales else 0.0

    @api.model
    def _yearly_costs(self, program, terms):
        """Return what a member of each tier costs in a year: its perks and those below.

        :rtype: dict(int, float)
        """
        own = dict(
            self.env["loyalty.tier.perk"]._read_group(
                [("tier_id.program_id", "=", program.id)],
                ["tier_id"],
                ["yearly_cost:sum"],
            )
        )
        own = {tier.id: cost for tier, cost in own.items()}
        costs, below = {}, 0.0
        for rung in terms.ladder.rungs:
            cost = own.get(rung.tier_id, 0.0)
            costs[rung.tier_id] = below + cost
            # A retired tier gives its perks to who still holds it, not further up.
            below += 0.0 if rung.retired else cost
        return costs

    @api.model
    def _focus(self, terms, before, draft, tiers):
        """Return the tier that the screen tells most of: the highest that changed."""
        changed = self._changed_tiers(before, draft)
        shown = [tier["id"] for tier in tiers]
        return max(
            changed.intersection(shown) or shown, key=terms.ladder.height, default=0
        )

    @api.model
    def _changed_tiers(self, before, draft):
        """Return the tiers whose rules a draft changes.

        :rtype: set(int)
        """
        changes = difference(before, draft)
        return {
            *(rule["tier_id"] for rule in changes.added + changes.gone),
            *(r["tier_id"] for r in draft["rules"] if r["id"] in changes.changed),
        }

    @api.model
    def _notes(self, program, before, draft, tiers):
        """Say what the reader should know beside the figures."""
        notes = []
        changed = self._changed_tiers(before, draft)
        nobody = [t["name"] for t in tiers if t["id"] in changed and not t["then"]]
        if nobody:
            notes.append(
                self.env._(
                    "Nobody would hold %(tiers)s today.",
                    tiers=format_list(self.env, nobody),
                )
            )
        if program._is_settling():
            notes.append(
                self.env._(
                    "Members are still being counted in the background: the figures "
                    "of now may change."
                )
            )
        return notes

    # -------------------------------------------------------------------- past
    @api.model
    def _past(self, program, draft):
        """Say who would have held what at the end of each of the last months.

        :param program: one ``loyalty.tier.program``
        :param dict draft: without problems
        :rtype: dict
        """
        simulator = self.env["loyalty.tier.simulator"]
        days = simulator._month_ends(program._today())
        every = simulator._sample_step(program.member_count)
        lines = {
            "now": program._terms(),
            "then": self.env["loyalty.tier.draft"]._terms(program, draft),
        }
        counts = {
            name: [simulator._counts_on(program, terms, day, every) for day in days]
            for name, terms in lines.items()
        }
        return {
            "days": [
                format_date(self.env, day, date_format="MMM yyyy") for day in days
            ],
            "sample": program.member_count // every if every > 1 else 0,
            **{
                name: {
                    rung.tier_id: [count.get(rung.tier_id, 0) for count in months]
                    for rung in lines[name].ladder.rungs
                }
                for name, months in counts.items()
            },
        }
