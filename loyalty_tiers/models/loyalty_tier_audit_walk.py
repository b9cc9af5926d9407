# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from time import monotonic
from typing import NamedTuple

from odoo import api, models

from ..audit.stranger import Stranger, front_door
from ..audit.visit import NO_ID, Visit


class Batch(NamedTuple):
    """What has been seen, and where to go on."""

    cells: dict
    findings: list
    position: int
    answers: int


class LoyaltyTierAudit(models.Model):
    """The walk: each door as each visitor, some in each transaction."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.audit"

    def _walk(self, seconds):
        """Walk on for about so long, and note what is seen.

        Holds no lock but that of the audit itself: the requests that it makes have
        transactions of their own.

        :param float seconds: after them the next door is left to the next batch
        :return: whether doors are left
        :rtype: bool
        """
        self.ensure_one()
        if self.state != "running" or not self.try_lock_for_update():
            return False
        deadline = monotonic() + seconds
        if not self.plan:
            self._make_plan()
        batch = Batch(dict(self.cells or {}), [], self.position, 0)
        menu, doors = self._menu(), {door.key: door for door in self._all_doors()}
        while batch.position < self.size and monotonic() < deadline:
            batch = self._walk_as(batch, menu, doors, deadline)
        self._note(batch, monotonic() - deadline + seconds)
        return self.state == "running"

    def _walk_as(self, batch, menu, doors, deadline):
        """Walk on as one visitor, until their last door or the deadline.

        :rtype: Batch
        """
        cells, findings, position, answers = batch
        keys = [door["key"] for door in self.plan["doors"]]
        number = position // len(keys)
        visitor = self.plan["visitors"][number]
        with self._visit(visitor, menu) as visit:
            while position < (number + 1) * len(keys) and monotonic() < deadline:
                door = doors.get(keys[position % len(keys)])
                position += 1
                if door:  # otherwise its addon went in the meantime
                    verdict, found = visit.walk(door)
                    cells.setdefault(door.key, {})[visitor["key"]] = verdict
                    findings += found
        return Batch(cells, findings, position, answers + visit.answers)

    def _note(self, batch, seconds):
        """Keep what a batch has seen."""
        cells, findings, position, answers = batch
        of_audit = [{"audit_id": self.id, **finding} for finding in findings]
        self.env["loyalty.tier.audit.finding"].create(of_audit)
        verdicts = [cell for row in cells.values() for cell in row.values()]
        self.write(
            {
                "cells": cells,
                "position": position,
                "answers": self.answers + answers,
                "seconds": self.seconds + seconds,
                "red_count": verdicts.count("trace") + verdicts.count("missing"),
            }
        )
        if position >= self.size:
            self._done()

    def _make_plan(self):
        """Decide who walks which doors; what cannot be walked stands there too."""
        visitors = self._visitors()
        doors, others = [], []
        for door in self._all_doors():
            said = {"key": door.key, "name": door.name, "kind": door.kind}
            if door.why_not:
                others.append({**said, "why_not": door.why_not})
            else:
                doors.append(said)
        self.write(
            {
                "plan": {"visitors": visitors, "doors": doors, "others": others},
                "size": len(visitors) * len(doors),
                "door_count": len(doors),
                "visitor_count": len(visitors),
                "grey_count": len(others),
            }
        )

    @api.model
    def _all_doors(self):
        """Return the doors known by name, then those found; each key once.

        :rtype: list(Door)
        """
        doors = {}
        for model in ("door", "addresses", "models"):
            for door in self.env[f"loyalty.tier.audit.{model}"].sudo()._doors():
                doors.setdefault(door.key, door)
        return list(doors.values())

    def _visit(self, visitor, menu):
        """Return the visit of one of the plan's visitors.

        :param dict visitor: see :meth:`_visitors`
        :param menu: see :meth:`_menu`
        :rtype: Visit
        """
        closed = set(visitor["closed"])
        shut = [dish for dish in menu if dish["gates"] & closed]
        user = self.env["res.users"]
        if visitor["tier_ids"] is not False:
            user = self.env.ref("loyalty_tiers.user_auditor")
        stranger = Stranger(
            self.env,
            front_door(self.env),
            user=user,
            tier_ids=None if visitor["tier_ids"] is False else visitor["tier_ids"],
            cookies=self._cookies(),
        )
        return Visit(self, visitor, stranger, menu, shut)

    def _clean_up(self, user, session):
        """Take away what a visit has left behind; addons add theirs.

        Runs in a transaction of its own, which sees what the visit has made.

        :param user: ``res.users`` who walked; empty for nobody
        :param session: of the visit, as it ended
        """

    @api.model
    def _cookies(self):
        """Return cookies that visitors bring along; for tests.

        :rtype: dict(str, str)
        """
        return {}

    @api.model
    def _sampled(self, menu):
        """Return what is asked for one by one: some of each gate, newest first.

        :rtype: list(dict)
        """
        parameter = self.env["ir.config_parameter"].sudo()
        sample = int(parameter.get_param("loyalty_tiers.audit_sample", 4))
        count, chosen = {}, []
        for dish in menu:
            gates = dish["gates"]
            if any(count.get(gate, 0) < sample for gate in gates):
                chosen.append(dish)
                for gate in gates:
                    count[gate] = count.get(gate, 0) + 1
        return chosen

    @api.model
    def _facts(self, dish):
        """Return what fills the addresses of doors for a product.

        :param dict dish: of :meth:`_menu`
        :rtype: dict
        """
        record = dish["record"]
        alone = record._name == "product.product"
        template = record.product_tmpl_id if alone else record
        variant = record if alone else template.product_variant_ids[:1]
        return {
            "template_id": template.id,
            "product_id": variant.id or NO_ID,
            "slug": self.env["ir.http"]._slug(template),
            "name": template.name,
            "part": template.name[:-1] or template.name,
            "barcode": variant.barcode or "",
            "code": variant.default_code or "",
        }
