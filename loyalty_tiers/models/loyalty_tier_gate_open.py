# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta
from typing import NamedTuple

import pytz

from odoo import api, fields, models, tools
from odoo.tools import SQL

from ..viewer import played_tiers

# What opens gates to a guest: the tiers of the firm, and gates that name somebody of it.
KEYS = """
    SELECT 'tiers', membership.tier_id
      FROM res_partner guest
      JOIN loyalty_tier_membership membership
        ON membership.partner_id = guest.commercial_partner_id
     WHERE guest.id = %(guest)s AND membership.tier_id IS NOT NULL
 UNION ALL
    SELECT 'gates', named.gate_id
      FROM res_partner guest
      JOIN res_partner family
        ON family.commercial_partner_id = guest.commercial_partner_id
      JOIN loyalty_tier_gate_guest_rel named ON named.partner_id = family.id
     WHERE guest.id = %(guest)s
"""

# What a guest held at a moment: the last move of each program before it.
HELD_AT = """
    SELECT DISTINCT ON (move.program_id) move.to_tier_id
      FROM res_partner guest
      JOIN loyalty_tier_move move ON move.partner_id = guest.commercial_partner_id
     WHERE guest.id = %(guest)s AND move.date <= %(moment)s
     ORDER BY move.program_id, move.date DESC, move.id DESC
"""


class GateRow(NamedTuple):
    """What is kept in memory of a gate: all that it takes to say whether it is open."""

    gate_id: int
    tier_ids: frozenset  # every tier that opens it, with those above
    mode: str
    tz: str
    date_from: object  # date | None
    date_to: object
    hour_from: float
    hour_to: float
    limit_quantity: int  # 0: no limit
    limit_period: str

    def is_open_at(self, moment, tz=None) -> bool:
        """Tell whether it is open at a moment at all.

        :param datetime moment: in UTC, without time zone
        :param str tz: the clock to read; the gate's own where none is given
        """
        if self.hour_from == self.hour_to and not (self.date_from or self.date_to):
            return True  # most gates: no clock is read
        clock = pytz.utc.localize(moment).astimezone(pytz.timezone(tz or self.tz))
        hour = clock.hour + clock.minute / 60 + clock.second / 3600
        day = clock.date()
        if self.hour_from > self.hour_to and hour < self.hour_to:
            day -= timedelta(days=1)  # the evening before goes on
        if self.date_from and day < self.date_from:
            return False
        if self.date_to and day > self.date_to:
            return False
        if self.hour_from == self.hour_to:
            return True
        if self.hour_from < self.hour_to:
            return self.hour_from <= hour < self.hour_to
        return hour >= self.hour_from or hour < self.hour_to


class LoyaltyTierGate(models.Model):
    """The one predicate: which gates are closed to a guest, now or at a moment."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.gate"

    @api.model
    @tools.ormcache()
    def _rows(self):
        """Return the gates that are in use, kept in memory.

        :rtype: tuple(GateRow)
        """
        # Record rules ask in a context that would bring the archived ones along.
        gates = self.sudo().with_context(active_test=True).search([])
        return tuple(
            GateRow(
                gate.id,
                gate._opening_tier_ids(),
                gate.mode,
                gate.tz,
                gate.date_from or None,
                gate.date_to or None,
                gate.hour_from,
                gate.hour_to,
                gate.limit_quantity,
                gate.limit_period,
            )
            for gate in gates
        )

    def _opening_tier_ids(self):
        """Return the tiers that open this gate, with those above where it says so.

        :rtype: frozenset(int)
        """
        self.ensure_one()
        tiers = self.with_context(active_test=False).tier_ids
        tiers = tiers.filtered("program_id.active")
        if self.reach == "only":
            return frozenset(tiers.ids)
        opening = set()
        for tier in tiers:
            ladder = tier.program_id._ladder()
            lowest = ladder.height(tier.id)
            opening.update(rung.tier_id for rung in ladder.rungs[lowest:])
        return frozenset(opening)

    @api.model
    def _closed_ids(self, guest=None, at=None, tz=None):
        """Tell which gates are closed: the only place that decides it.

        :param guest: the ``res.partner`` who looks, empty for somebody unknown; None
            for the user of this environment, to whom, being staff, all is open
        :param datetime at: moment of the clock, in UTC; now where none is given. Tiers
            are always those held now
        :param str tz: the clock that dates and hours are read on; each gate's own
            where none is given
        :return: ids of ``loyalty.tier.gate``
        :rtype: frozenset(int)
        """
        rows = self._rows()
        if not rows:
            return frozenset()
        if guest is None:
            user = self.env.user
            if not user.share and played_tiers() is None:
                return frozenset()
            keys = user.sudo().loyalty_tier_keys
        else:
            keys = self._keys(guest)
        return self._closed_to(keys, at or fields.Datetime.now(), tz)

    @api.model
    def _closed_at(self, guest, moment, tz=None):
        """Tell which gates were closed when an order was rung up that arrives later.

        A till that was offline sold to the title that it knew. So only what is closed
        to the tiers held now, and was closed to those held at that moment as well.

        :param guest: at most one ``res.partner``; empty for somebody unknown
        :param datetime moment: in UTC; also that of the dates and hours
        :param str tz: the clock to read; each gate's own where none is given
        :return: ids of ``loyalty.tier.gate``
        :rtype: frozenset(int)
        """
        if not self._rows():
            return frozenset()
        keys = self._keys(guest)
        closed = self._closed_to(keys, moment, tz)
        if not closed or played_tiers() is not None or not guest.ids:
            return closed
        before = {**keys, "tiers": self._tiers_at(guest, moment)}
        return closed & self._closed_to(before, moment, tz)

    @api.model
    def _closed_to(self, keys, moment, tz):
        """Return the gates that are closed to who has these keys, at a moment."""
        tier_ids, gate_ids = set(keys["tiers"]), set(keys["gates"])
        return frozenset(
            row.gate_id
            for row in self._rows()
            if not (row.tier_ids & tier_ids or row.gate_id in gate_ids)
            or not row.is_open_at(moment, tz)
        )

    @api.model
    def _tiers_at(self, guest, moment):
        """Return the tiers that a guest held at a moment, as the moves tell.

        :rtype: list(int)
        """
        self.env["loyalty.tier.move"].flush_model(["partner_id", "date", "to_tier_id"])
        self.env["res.partner"].flush_model(["commercial_partner_id"])
        rows = self.env.execute_query(SQL(HELD_AT, guest=guest.id, moment=moment))
        return [tier_id for (tier_id,) in rows if tier_id]

    @api.model
    def _keys(self, guest):
        """Return what opens gates to a guest: tiers held, gates that name them.

        In one query, and with no right to read contacts: the guest may be a stranger.

        :param guest: at most one ``res.partner``; contacts of a firm share
        :return: ``tiers`` and ``gates``, each a list of ids
        :rtype: dict
        """
        played = played_tiers()
        if played is not None:
            return {"tiers": sorted(played), "gates": []}
        keys = {"tiers": [], "gates": []}
        if not guest.ids:
            return keys
        self.env["loyalty.tier.membership"].flush_model(["partner_id", "tier_id"])
        self.env["res.partner"].flush_model(["commercial_partner_id"])
        self.flush_model(["guest_ids"])
        rows = self.env.execute_query(SQL(KEYS, guest=guest.id))
        for kind, found in rows:
            keys[kind].append(found)
        return keys

    @api.model
    @tools.ormcache()
    def _of_categories(self):
        """Return the gates on categories, each with those of the categories above.

        :return: by model, by id of the category: ids of gates; only reserved ones
        :rtype: dict(str, dict(int, frozenset))
        """
        in_use = {row.gate_id for row in self._rows()}
        models_ = self.env["product.template"]._loyalty_tier_categories().values()
        return {
            model: self.env[model].sudo()._loyalty_tier_gates_by_id(in_use)
            for model in models_
        }

    @api.model
    def _reserved_categories(self, model, closed):
        """Return the categories that some of these gates reserve, with all below.

        :param str model: a model of categories
        :param closed: ids of ``loyalty.tier.gate``
        :return: ids of categories
        :rtype: list(int)
        """
        gates = self._of_categories()[model]
        return [category_id for category_id, ids in gates.items() if ids & closed]
