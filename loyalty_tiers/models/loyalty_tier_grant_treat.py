# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from uuid import uuid4

from odoo import api, models
from odoo.tools import SQL, format_amount


class LoyaltyTierGrant(models.Model):
    """Treats by the staff: small, on their own discretion, within an allowance."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.grant"

    @api.model
    def give_treat(self, partner_id, perk_id, config_id, values=None):
        """Treat a guest. Called by the till, once or several times.

        :param int partner_id: the guest
        :param int perk_id: a perk that is given when the staff like
        :param int config_id: the till
        :param dict values: ``uuid`` of the tap, ``reason``, ``order_uuid``,
            ``approve`` (managers)
        :return: as :meth:`serve`; ``ask_manager`` when the allowance of the day is
            spent
        :rtype: dict
        :raise AccessError: for who does not work at a till, or may not read the guest
        """
        tap = self._tap(config_id, values)
        tap = tap._replace(uuid=tap.uuid or str(uuid4()))
        partner = self.env["res.partner"].browse(int(partner_id))
        partner.check_access("read")
        perk = self.env["loyalty.tier.perk"].browse(int(perk_id)).exists()
        config = self.env["pos.config"].browse(tap.config_id)
        offered = self._treats_offered(config)
        if not partner.exists() or perk not in offered:
            return self._gone()
        with self._own_grants() as grants:
            grants._wait_for_turn(tap.user_id)
            return grants._treat(
                partner.with_env(grants.env), perk.with_env(grants.env), tap
            )

    @api.model
    def _treats_offered(self, config):
        """Return the perks that the staff of a till may give as they like.

        :param config: one ``pos.config``
        :rtype: loyalty.tier.perk
        """
        program = config.sudo()._loyalty_tier_program()
        return self.env["loyalty.tier.perk"].search(
            [("program_id", "=", program.id), ("given", "=", "staff")]
        )

    @api.model
    def _wait_for_turn(self, user_id):
        """Let the treats of one cashier take turns, so that no two spend the rest.

        SQL because the ORM has no lock without a row.
        """
        self.env.cr.execute(
            SQL("SELECT pg_advisory_xact_lock(hashtext(%s), %s)", self._table, user_id)
        )

    @api.model
    def _treat(self, partner, perk, tap):
        """Make the grant of a treat and serve it, if nothing speaks against it."""
        # A till may use the number of a tap that came to nothing for the next guest.
        key = f"treat:{tap.uuid}:{partner.id}"
        grant = self.search([("perk_id", "=", perk.id), ("key", "=", key)])
        if not grant:
            tier = self._tier_held(perk.program_id, partner)
            refusal = self._treat_refusal(perk, partner, tier)
            if refusal:
                return self._told("limit", refusal)
            grant = self.create(
                {
                    "program_id": perk.program_id.id,
                    "partner_id": partner.commercial_partner_id.id,
                    "perk_id": perk.id,
                    "tier_id": tier.id,
                    "cause": "staff",
                    "key": key,
                    "reason": tap.reason,
                }
            )
        return self._locked(grant.id)._serve(tap)

    @api.model
    def _tier_held(self, program, partner):
        membership = self.env["loyalty.tier.membership"].search(
            [
                ("program_id", "=", program.id),
                ("partner_id", "=", partner.commercial_partner_id.id),
            ]
        )
        return membership.tier_id

    @api.model
    def _treat_refusal(self, perk, partner, tier):
        """Say why a guest cannot be given this treat; empty when they can.

        :rtype: str
        """
        height = perk.program_id._ladder().height
        if perk.tier_id and height(tier.id) < height(perk.tier_id.id):
            return self.env._(
                "%(perk)s is for guests from %(tier)s on.",
                perk=perk.name,
                tier=perk.tier_id.name,
            )
        if perk._left_for(partner) == 0:
            periods = dict(
                perk._fields["limit_period"]._description_selection(self.env)
            )
            return self.env._(
                "This guest has had %(perk)s: %(count)s times %(period)s at most.",
                perk=perk.name,
                count=perk.limit_count,
                period=periods[perk.limit_period],
            )
        return ""

    @api.model
    def _treated_today(self, program, user_id, config):
        """Add up what a cashier has given away on this day of the shop.

        :rtype: float, in the currency of the program
        """
        domain = [
            ("program_id", "=", program.id),
            ("cause", "=", "staff"),
            ("state", "=", "served"),
            ("approved_by_id", "=", False),
            ("served_by_id", "=", user_id),
            ("served_on", ">=", config._loyalty_tier_day_began()),
        ]
        [(cost,)] = self._read_group(domain, [], ["cost:sum"])
        return cost

    def _judge_allowance(self, cost, tap):
        """Say whether a treat goes beyond what the cashier may give away today.

        :param float cost: in the currency of the program
        :return: a text for the cashier, empty when it does not
        :rtype: str
        """
        program, currency = self.program_id, self.program_id.currency_id
        if self.cause != "staff" or not program.treat_allowance:
            return ""
        config = self.env["pos.config"].browse(tap.config_id)
        spent = self._treated_today(program, tap.user_id, config)
        if currency.compare_amounts(spent + cost, program.treat_allowance) <= 0:
            return ""
        return self.env._(
            "Your treats of today come to %(spent)s of %(allowance)s. A manager decides "
            "about this one.",
            spent=format_amount(self.env, spent, currency),
            allowance=format_amount(self.env, program.treat_allowance, currency),
        )

    @api.model
    def _allowance_left_text(self, config):
        """Say what the cashier may still give away today: "3.00 of 10.00 left".

        :param config: one ``pos.config``
        :return: empty where there is no allowance to mind
        :rtype: str
        """
        program = config.sudo()._loyalty_tier_program().sudo()
        if not program.treat_allowance:
            return ""
        treats = self.sudo()
        spent = treats._treated_today(program, self.env.uid, config.sudo())
        left = max(program.treat_allowance - spent, 0)
        return self.env._(
            "%(left)s of %(allowance)s left today",
            left=format_amount(self.env, left, program.currency_id),
            allowance=format_amount(
                self.env, program.treat_allowance, program.currency_id
            ),
        )

    @api.model
    def _treat_rows(self, config):
        """Return the treats that a till offers: ``perk_id``, ``name``, ``cost_text``
        and ``product_id``.

        :param config: one ``pos.config``
        :rtype: list(dict)
        """
        rows = []
        for perk in self._treats_offered(config).sudo():
            cost = perk.program_id._cost_of(perk, config.sudo().company_id)
            currency = perk.program_id.currency_id
            rows.append(
                {
                    "perk_id": perk.id,
                    "name": perk.name,
                    "cost_text": cost and format_amount(self.env, cost, currency) or "",
                    "product_id": perk.product_id.id,
                }
            )
        return rows
