# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import format_date, format_datetime

from .loyalty_tier_grant_tap import Tap

OPEN = {"due", "postponed", "asked"}


class LoyaltyTierGrant(models.Model):
    """Serving: exactly once, whoever taps where, and however often."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.grant"

    @api.model
    def serve(self, grant_id, config_id, values=None):
        """Note that a perk is served. Called by the till, once or several times.

        :param int grant_id: the grant
        :param int config_id: the till
        :param dict values: ``uuid`` of the tap, ``order_uuid``, ``approve`` (managers)
        :return: ``state``: ``served``, ``already`` (somebody else did), ``ask_manager``
            (the budget is spent), ``limit`` (not here, or not yet) or ``gone``; ``by``
            whom and ``on`` which moment in UTC; ``message`` for the cashier, may be
            empty
        :rtype: dict
        :raise AccessError: for who does not work at a till, or may not read the guest
        """
        tap = self._tap(config_id, values)
        if not self._at_hand(grant_id, tap):
            return self._gone()
        with self._own_grants() as grants:
            grant = grants._locked(grant_id)
            return grant._serve(tap) if grant else self._gone()

    @api.model
    def postpone(self, grant_id, config_id):
        """Put a perk off to the next visit. Called by the till.

        :return: ``state`` that the grant has now
        :rtype: dict
        """
        tap = self._tap(config_id, None)
        if not self._at_hand(grant_id, tap):
            return self._gone()
        with self._own_grants() as grants:
            grant = grants._locked(grant_id)
            if grant.state in ("due", "asked"):
                config = grants.env["pos.config"].browse(tap.config_id)
                grant.write(
                    {
                        "state": "postponed",
                        "postponed_on": config._loyalty_tier_today(),
                    }
                )
            return grant._told(grant.state)

    @api.model
    def take_back(self, grant_id, config_id, uuid):
        """Make a perk due again: its free line was removed. Called by the till.

        Nothing happens when another tap has served it, or its order is paid.

        :param str uuid: of the tap that served it
        :return: ``state`` that the grant has now
        :rtype: dict
        """
        tap = self._tap(config_id, {"uuid": uuid})
        if not self._at_hand(grant_id, tap):
            return self._gone()
        with self._own_grants() as grants:
            grant = grants._locked(grant_id)
            if grant.state == "served" and grant.serve_uuid == tap.uuid:
                if not grant._paid_lines():
                    grant._make_due_again()
            return grant._told(grant.state)

    # ------------------------------------------------------------------- serve
    def _serve(self, tap):
        """Serve a locked grant, unless something speaks against it."""
        self.ensure_one()
        if self.state == "served":
            return self._told("served") if self._is_tap(tap) else self._told_already()
        config = self.env["pos.config"].browse(tap.config_id)
        if self.state == "lapsed":
            return self._told("gone", self.env._("This perk has lapsed."))
        refusal = self._refusal(config)
        if refusal:
            return self._told("limit", refusal)
        cost = self.program_id._cost_of(self.perk_id, config.company_id)
        warning, is_spent = self._judge_cost(cost, tap)
        if is_spent and not (tap.approve or self.approved_by_id):
            self.state = "asked"
            return self._told("ask_manager", warning)
        self._note_served(tap, cost)
        return self._told("served", warning)

    def _is_tap(self, tap):
        """Tell whether it was this tap that served the grant.

        The order of a till that was offline may arrive before the tap that put the
        free line on it.
        """
        if (
            self.order_uuid
            and not self.serve_uuid
            and self.order_uuid == tap.order_uuid
        ):
            self.serve_uuid = tap.uuid
        return bool(tap.uuid) and tap.uuid == self.serve_uuid

    def _judge_cost(self, cost, tap):
        """Say what a cashier should know of the money, and whether it is all spent.

        :param float cost: in the currency of the program
        :rtype: tuple(str, bool)
        """
        over = self._judge_allowance(cost, tap)
        if over:
            return over, True
        return self.env["loyalty.tier.budget"]._judge(self.tier_id, cost)

    def _note_served(self, tap, cost, **values):
        self.write(
            {
                "state": "served",
                "served_on": fields.Datetime.now(),
                "served_by_id": tap.user_id,
                "config_id": tap.config_id,
                "order_uuid": tap.order_uuid,
                "serve_uuid": tap.uuid,
                "cost": cost,
                **({"approved_by_id": tap.user_id} if tap.approve else {}),
                **values,
            }
        )
        self._hold_parties(tap.user_id)
        self.env["res.partner"]._loyalty_tier_touch(
            self.partner_id.commercial_partner_id.ids
        )

    def _make_due_again(self):
        """Make served grants due again; a treat by the staff has not taken place."""
        treats = self.filtered(lambda grant: grant.cause == "staff")
        treats.write({"state": "lapsed"})
        (self - treats).write({"state": "due"})
        self.write(
            {
                "served_on": False,
                "served_by_id": False,
                "config_id": False,
                "order_uuid": False,
                "serve_uuid": False,
                "cost": 0.0,
            }
        )
        self.move_id.filtered(lambda move: move.party == "held").write(
            {"party": "due", "party_user_id": False}
        )

    def _hold_parties(self, user_id):
        """Close the parties of which every step is done.

        :param int user_id: who did the last step
        """
        for move in self.move_id.filtered(lambda move: move.party == "due"):
            steps = self.search([("move_id", "=", move.id)])
            if OPEN.isdisjoint(steps.mapped("state")):
                held = "served" in steps.mapped("state")
                move.write(
                    {
                        "party": "held" if held else "none",
                        "party_user_id": held and user_id,
                    }
                )

    @api.model
    def _hold_gestures(self, moves):
        """Serve what a party consists of; products wait to go onto an order.

        :param moves: ``loyalty.tier.move`` whose party took place
        """
        steps = moves and self.search(
            [
                ("move_id", "in", moves.ids),
                ("state", "in", tuple(OPEN)),
                ("perk_id.kind", "=", "gesture"),
            ]
        )
        for step in steps or ():
            self._locked(step.id)._note_served(
                Tap(self.env.uid, False),
                step.program_id._cost_of(step.perk_id, self.env.company),
            )

    def _paid_lines(self):
        """Return the lines of paid orders that carry these grants."""
        return self.env["pos.order.line"].search(
            [
                ("loyalty_tier_grant_id", "in", self.ids),
                ("order_id.state", "in", ("paid", "done", "invoiced")),
            ]
        )

    def _refusal(self, config):
        """Say why this perk cannot be served here and now; empty when it can.

        :param config: the ``pos.config`` that serves it
        :rtype: str
        """
        today = config._loyalty_tier_today()
        if self.available_on and self.available_on > today:
            return self.env._(
                "This can be used from %(day)s on.",
                day=format_date(self.env, self.available_on),
            )
        if self.lapses_on and self.lapses_on < today:
            return self.env._(
                "This could be used until %(day)s.",
                day=format_date(self.env, self.lapses_on),
            )
        product = self.perk_id.product_id
        if product and not product._loyalty_tier_sold_at(config):
            return self.env._(
                "%(product)s is not sold at %(till)s. It stays on the guest's card.",
                product=product.display_name,
                till=config.name,
            )
        return ""

    # ----------------------------------------------------------------- answers
    def _told(self, state, message=""):
        return {
            "id": self.id,
            "state": state,
            "by": self.served_by_id.name or "",
            "on": fields.Datetime.to_string(self.served_on) or False,
            "message": message,
        }

    def _told_already(self):
        """Say who was faster, and when."""
        moment = format_datetime(
            self.env, self.served_on, tz=self.program_id.tz, dt_format="short"
        )
        return self._told(
            "already",
            self.env._(
                "%(name)s has served it already: %(moment)s, %(till)s.",
                name=self.served_by_id.name or self.env._("Somebody"),
                moment=moment,
                till=self.config_id.name or self.env._("at another till"),
            ),
        )

    @api.model
    def _gone(self):
        return {
            "id": False,
            "state": "gone",
            "by": "",
            "on": False,
            "message": self.env._("This perk is no longer there."),
        }
