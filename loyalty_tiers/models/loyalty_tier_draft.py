# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from math import isfinite

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..clock import Clock
from ..draft import difference
from ..ladder import Ladder, Rule
from ..terms import CLOCK_FIELDS, SCORE_FIELDS, TERM_FIELDS

MINIMUMS = {
    "min_visits": "visits",
    "min_orders": "orders",
    "min_spend": "spend",
    "min_margin": "margin",
    "min_stars": "stars",
    "min_days": "days",
    "max_days_away": "away",
}
RULE_FIELDS = (*MINIMUMS, "cut", "cut_value")


class LoyaltyTierDraft(models.AbstractModel):
    """Rules of a program as plain values that can be changed, tried and put to use.

    Writes nothing: a simulation plays a draft, a planned change keeps one.
    """

    _name = "loyalty.tier.draft"
    _description = "Rules on Trial"

    @api.model
    def _of(self, program):
        """Return the rules of a program as they are.

        :rtype: dict
        """
        tiers = program.with_context(active_test=False).tier_ids
        return {
            "terms": {name: program[name] for name in TERM_FIELDS},
            "rules": [
                {
                    "id": rule.id,
                    "tier_id": rule.tier_id.id,
                    **{name: rule[name] for name in RULE_FIELDS},
                }
                for rule in tiers.sorted().rule_ids
            ],
        }

    @api.model
    def _parse(self, program, values):
        """Return what a browser sent as a draft, every value of its type.

        :raise UserError: when it is no draft of this program
        :rtype: dict
        """
        rules = self.env["loyalty.tier.rule"]
        tiers = program.with_context(active_test=False).tier_ids
        try:
            terms = {
                name: self._typed(program, name, values["terms"][name])
                for name in TERM_FIELDS
            }
            parsed = [
                {
                    "id": int(rule["id"] or 0),
                    "tier_id": int(rule["tier_id"]),
                    **{
                        name: self._typed(rules, name, rule[name])
                        for name in RULE_FIELDS
                    },
                }
                for rule in values["rules"]
            ]
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise UserError(
                self.env._("These rules cannot be read. Open What If again.")
            ) from error
        known = {rule.id: rule.tier_id.id for rule in tiers.rule_ids}
        for rule in parsed:
            if rule["tier_id"] != known.get(rule["id"], rule["tier_id"]) or (
                rule["tier_id"] not in tiers.ids
            ):
                raise UserError(self.env._("This tier belongs to another program."))
        return {"terms": terms, "rules": parsed}

    @api.model
    def _typed(self, record, name, value):
        typed = record._fields[name].convert_to_cache(value, record)
        if isinstance(typed, float) and not isfinite(typed):
            raise ValueError(name)
        return typed or (False if name == "cut" else typed)

    @api.model
    def _terms(self, program, draft):
        """Return the terms of a program with the rules of a draft.

        :rtype: Terms
        """
        present = program._terms()
        rules = {}
        for rule in draft["rules"]:
            rules.setdefault(rule["tier_id"], []).append(self._as_ladder_rule(rule))
        ladder = Ladder(
            rung._replace(rules=tuple(rules.get(rung.tier_id, ())))
            for rung in present.ladder.rungs
        )
        clock = {name: draft["terms"][name] for name in CLOCK_FIELDS}
        return present._replace(
            ladder=ladder,
            # The virtual program holds the clock of the draft, and nothing else.
            clock=Clock.of(program.new(clock), present.clock.freezes),
            lowering=draft["terms"]["lowering"],
            **{name: draft["terms"][name] for name in SCORE_FIELDS},
        )

    @api.model
    def _as_ladder_rule(self, rule):
        """Return a rule of a draft for the ladder."""
        return Rule(
            **{measure: rule[name] for name, measure in MINIMUMS.items()},
            cut=rule["cut"] or None,
            cut_value=rule["cut_value"],
        )

    @api.model
    def _commands(self, before, after):
        """Return what to write on the program to make ``after`` of ``before``.

        Only what differs, so that a change planned earlier undoes no other one.

        :return: values for one ``write`` of the program
        :rtype: dict
        """
        changes = difference(before, after)
        rules = self.env["loyalty.tier.rule"]
        lines = {}
        for rule_id, values in changes.changed.items():
            rule = rules.browse(rule_id).exists()
            if rule:
                lines.setdefault(rule.tier_id.id, []).append(
                    Command.update(rule.id, values)
                )
        for rule in changes.added:
            values = {name: rule[name] for name in RULE_FIELDS}
            lines.setdefault(rule["tier_id"], []).append(Command.create(values))
        for rule in changes.gone:
            if rules.browse(rule["id"]).exists():
                lines.setdefault(rule["tier_id"], []).append(Command.delete(rule["id"]))
        tiers = [
            Command.update(tier_id, {"rule_ids": commands})
            for tier_id, commands in lines.items()
        ]
        return {**changes.terms, **({"tier_ids": tiers} if tiers else {})}
