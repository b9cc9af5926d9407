# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.tools import format_amount

from ..draft import difference
from .loyalty_tier_draft import CLOCK_FIELDS, MINIMUMS, RULE_FIELDS, TERM_FIELDS

LARGEST = 2**31 - 1  # of an integer column


class LoyaltyTierDraft(models.AbstractModel):
    """Says what a draft changes, and what is wrong with it."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.draft"

    # ----------------------------------------------------------------- changes
    @api.model
    def _sentences(self, program, before, after):
        """Say what makes ``after`` of ``before``, in the user's language.

        :return: one sentence for each change
        :rtype: list(str)
        """
        changes = difference(before, after)
        return [
            *self._rule_sentences(program, before, after, changes),
            *(
                self.env._(
                    "%(term)s: %(new)s in place of %(old)s",
                    term=program._fields[name]._description_string(self.env),
                    new=self._shown(program, name, new),
                    old=self._shown(program, name, before["terms"][name]),
                )
                for name, new in changes.terms.items()
            ),
        ]

    @api.model
    def _rule_sentences(self, program, before, after, changes):
        former = {rule["id"]: rule for rule in before["rules"]}
        latter = {rule["id"]: rule for rule in after["rules"]}
        for rule_id in changes.changed:
            yield self.env._(
                "%(tier)s: %(new)s in place of %(old)s",
                tier=self._title(program, former[rule_id]),
                new=self._asked(program, latter[rule_id]),
                old=self._asked(program, former[rule_id]),
            )
        for rule in changes.added:
            yield self.env._(
                "%(tier)s: also by %(new)s",
                tier=self._title(program, rule),
                new=self._asked(program, rule),
            )
        for rule in changes.gone:
            yield self.env._(
                "%(tier)s: no longer by %(old)s",
                tier=self._title(program, rule),
                old=self._asked(program, rule),
            )

    @api.model
    def _title(self, program, rule):
        return program._titles().get(rule["tier_id"], self.env._("a deleted tier"))

    @api.model
    def _asked(self, program, rule):
        """Say what a rule of a draft asks for, to stand in a sentence."""
        values = {name: rule[name] for name in RULE_FIELDS}
        tier_id = {"tier_id": rule["tier_id"]}
        return self.env["loyalty.tier.rule"].new({**values, **tier_id}).sentence

    @api.model
    def _shown(self, program, name, value):
        field = program._fields[name]
        if field.type == "selection":
            return dict(field._description_selection(self.env))[value]
        if field.type == "monetary":
            return format_amount(self.env, value, program.currency_id)
        return str(value)

    # ---------------------------------------------------------------- problems
    @api.model
    def _problems(self, program, draft):
        """Say why a draft cannot be played or used, in the user's language.

        :return: empty when all is well
        :rtype: list(str)
        """
        problems = [
            *self._number_problems(draft),
            *self._rule_problems(program, draft),
        ]
        return (
            problems
            or self._clock_problems(program, draft)
            or self._rising_problems(program, draft)
        )

    @api.model
    def _number_problems(self, draft):
        terms = draft["terms"]
        numbers = [terms[name] for name in TERM_FIELDS]
        numbers += [rule[name] for rule in draft["rules"] for name in MINIMUMS]
        numbers += [rule["cut_value"] for rule in draft["rules"]]
        numbers = [number for number in numbers if isinstance(number, int | float)]
        if min(numbers, default=0) < 0:
            yield self.env._(
                "A number cannot be negative. Leave it at 0 to ask for nothing."
            )
        if max(numbers, default=0) > LARGEST:
            yield self.env._("A number is too large: nobody could ever reach it.")
        if terms["window"] == "rolling" and not terms["window_count"]:
            yield self.env._("A window needs at least one day or month.")
        if not 1 <= terms["hold_round_day"] <= 31:
            yield self.env._("A month has the days 1 to 31.")

    @api.model
    def _rule_problems(self, program, draft):
        first = program._terms().ladder.rungs[:1]
        for rule in draft["rules"]:
            tier, cut, value = (
                self._title(program, rule),
                rule["cut"],
                rule["cut_value"],
            )
            asked = any(rule[name] for name in MINIMUMS if name != "max_days_away")
            if (
                not cut
                and not asked
                and rule["tier_id"] not in [r.tier_id for r in first]
            ):
                yield self.env._(
                    "A rule of %(tier)s asks for nothing, so everybody would hold "
                    "%(tier)s. Fill in a minimum or a ranking, or remove the rule.",
                    tier=tier,
                )
            if cut and not value:
                yield self.env._(
                    "A ranking of %(tier)s takes nobody: fill in how many percent or "
                    "how many customers.",
                    tier=tier,
                )
            if cut in ("customers", "sales") and value > 100:
                yield self.env._(
                    "%(tier)s: a ranking cannot take more than 100 percent.", tier=tier
                )
            if cut == "count" and value != int(value):
                yield self.env._(
                    "%(tier)s: customers are counted one by one, fill in a whole "
                    "number.",
                    tier=tier,
                )

    @api.model
    def _clock_problems(self, program, draft):
        """Hear what the program itself has against a clock; nothing is saved."""
        try:
            trial = program.new(draft["terms"], origin=program)
            trial._validate_fields([*CLOCK_FIELDS, "lowering"])
        except ValidationError as error:
            return error.args[:1]
        return []

    @api.model
    def _rising_problems(self, program, draft):
        ladder = self._terms(program, draft).ladder
        return [program._rising_text(*pair) for pair in ladder.unreachable()]
