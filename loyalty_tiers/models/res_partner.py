# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL


class ResPartner(models.Model):
    _inherit = "res.partner"

    loyalty_tier_called = fields.Char(
        string="Likes to Be Called",
        groups="base.group_user",
        help="How the till greets this guest. Leave empty to use the name.",
    )
    loyalty_tier_membership_id = fields.Many2one(
        comodel_name="loyalty.tier.membership",
        string="Membership",
        compute="_compute_loyalty_tier",
        search="_search_loyalty_tier_membership_id",
        compute_sudo=True,
        groups="base.group_user",
    )
    loyalty_tier_id = fields.Many2one(
        comodel_name="loyalty.tier",
        compute="_compute_loyalty_tier",
        search="_search_loyalty_tier_id",
        compute_sudo=True,
        groups="base.group_user",
        help="Held in the program of the current company. "
        "Contacts of a firm hold the tier of the firm.",
    )
    loyalty_tier_since = fields.Datetime(
        related="loyalty_tier_membership_id.since", groups="base.group_user"
    )
    loyalty_tier_visits = fields.Integer(
        related="loyalty_tier_membership_id.visits", groups="base.group_user"
    )
    loyalty_tier_spend = fields.Monetary(
        related="loyalty_tier_membership_id.spend",
        currency_field="loyalty_tier_currency_id",
        groups="base.group_user",
    )
    loyalty_tier_currency_id = fields.Many2one(
        related="loyalty_tier_membership_id.currency_id",
        string="Loyalty Currency",
        groups="base.group_user",
    )
    loyalty_tier_stars = fields.Integer(
        related="loyalty_tier_membership_id.stars", groups="base.group_user"
    )
    loyalty_tier_last_visit = fields.Date(
        related="loyalty_tier_membership_id.last_visit", groups="base.group_user"
    )
    loyalty_tier_missing = fields.Char(
        related="loyalty_tier_membership_id.missing", groups="base.group_user"
    )
    loyalty_tier_until = fields.Date(
        related="loyalty_tier_membership_id.until", groups="base.group_user"
    )
    loyalty_tier_keep_missing = fields.Char(
        related="loyalty_tier_membership_id.keep_missing", groups="base.group_user"
    )
    loyalty_tier_honour_ids = fields.Many2many(
        related="loyalty_tier_membership_id.honour_ids",
        string="Tier Honours",
        groups="loyalty_tiers.group_loyalty_tiers_marketing",
    )
    loyalty_tier_move_ids = fields.Many2many(
        comodel_name="loyalty.tier.move",
        string="Tier History",
        compute="_compute_loyalty_tier_move_ids",
        groups="loyalty_tiers.group_loyalty_tiers_marketing",
    )
    loyalty_tier_card = fields.Json(
        string="Recognition Card",
        compute="_compute_loyalty_tier_card",
        compute_sudo=True,
        groups="base.group_user",
        help="What the till shows of a guest. Nothing sensitive, nothing unkind.",
    )

    def write(self, vals):
        if {"parent_id", "is_company"}.isdisjoint(vals):
            return super().write(vals)
        family = self.search([("id", "child_of", self.ids)])
        former = {partner: partner.commercial_partner_id for partner in family}
        res = super().write(vals)
        moved = family.filtered(lambda p: p.commercial_partner_id != former[p])
        if moved:
            moved._loyalty_tier_regroup()
        return res

    def _loyalty_tier_regroup(self):
        """Move the entries of contacts that belong to another firm now."""
        for name in self.env["loyalty.tier.channel"]._channels():
            channel = self.env[name].sudo()
            theirs = Domain("partner_id", "in", self.ids)
            orders = channel.search(theirs & channel._loyalty_tier_history_domain())
            if orders:
                orders._loyalty_tier_recount("contact")
        self._loyalty_tier_brought()._bring()

    def unlink(self):
        # What a contact brought along leaves its firm with it.
        self._loyalty_tier_brought().unlink()
        return super().unlink()

    def _loyalty_tier_brought(self):
        """Return what these contacts brought along from elsewhere."""
        domain = [("partner_id", "in", self.ids)]
        return self.env["loyalty.tier.brought"].sudo().search(domain)

    @api.model
    def _loyalty_tier_touch(self, partner_ids):
        """Have the tills load again the customers whose tier changed.

        Tills ask for contacts by their write date. A contact that somebody else is
        writing right now gets a new write date from them: it is skipped, so that a
        sale never waits for a contact form.
        """
        if not partner_ids:
            return
        self.env.execute_query(
            SQL(
                """
                UPDATE res_partner SET write_date = %s
                 WHERE id IN (
                       SELECT id FROM res_partner
                        WHERE commercial_partner_id = ANY(%s)
                          FOR NO KEY UPDATE SKIP LOCKED)
             RETURNING id
                """,
                self.env.cr.now(),
                partner_ids,
            )
        )
        self.invalidate_model(["write_date"])

    # ---------------------------------------------------------------- the tier
    @api.depends("commercial_partner_id")
    @api.depends_context("company")
    def _compute_loyalty_tier(self):
        program = self.env.company._loyalty_tier_program()
        memberships = self.env["loyalty.tier.membership"].search(
            [
                ("program_id", "=", program.id),
                ("partner_id", "in", self.commercial_partner_id.ids),
            ]
        )
        by_customer = {m.partner_id.id: m for m in memberships}
        for partner in self:
            membership = by_customer.get(
                partner.commercial_partner_id.id, memberships.browse()
            )
            partner.loyalty_tier_membership_id = membership
            partner.loyalty_tier_id = membership.tier_id

    def _search_loyalty_tier_id(self, operator, value):
        # Odoo asks for the right to search by stored fields only.
        self._check_field_access(self._fields["loyalty_tier_id"], "read")
        return self._loyalty_tier_search("tier_id", operator, value)

    def _search_loyalty_tier_membership_id(self, operator, value):
        field = self._fields["loyalty_tier_membership_id"]
        self._check_field_access(field, "read")
        return self._loyalty_tier_search("id", operator, value)

    @api.model
    def _loyalty_tier_search(self, name, operator, value):
        """Find contacts by a field of their membership in the company's program."""
        if operator != "in":
            return NotImplemented
        # The list of ids first: equal to a stored column, and four times cheaper
        # where the database misjudges the rest of a mailing's domain.
        program = self.env.company._loyalty_tier_program()
        members = Domain("program_id", "=", program.id)
        found = members & Domain(name, "in", [v for v in value if v])
        domain = Domain(
            "commercial_partner_id", "in", self._loyalty_tier_holder_ids(found)
        )
        if False in value:
            having = members & Domain(name, "!=", False)
            domain |= Domain(
                "commercial_partner_id", "not in", self._loyalty_tier_holder_ids(having)
            )
        return domain

    @api.model
    def _loyalty_tier_holder_ids(self, domain):
        memberships = self.env["loyalty.tier.membership"].sudo()
        return [
            partner.id
            for (partner,) in memberships._read_group(domain, ["partner_id"], [])
        ]

    @api.model
    def _field_to_sql(self, alias, field_expr, query=None):
        if field_expr == "loyalty_tier_id" and query is not None:
            # Not stored, so that a change of tier never rewrites the contact: a
            # join serves grouping and sorting.
            self._check_field_access(self._fields[field_expr], "read")
            membership = query.make_alias(alias, "loyalty_tier_membership")
            program = self.env.company._loyalty_tier_program()
            query.add_join(
                "LEFT JOIN",
                membership,
                "loyalty_tier_membership",
                SQL(
                    "%s = %s AND %s = %s",
                    SQL.identifier(membership, "partner_id"),
                    self._field_to_sql(alias, "commercial_partner_id", query),
                    SQL.identifier(membership, "program_id"),
                    program.id or None,
                ),
            )
            return SQL.identifier(membership, "tier_id")
        return super()._field_to_sql(alias, field_expr, query)

    def _compute_loyalty_tier_move_ids(self):
        program = self.env.company._loyalty_tier_program()
        moves = self.env["loyalty.tier.move"].search(
            [
                ("program_id", "=", program.id),
                ("partner_id", "in", self.commercial_partner_id.ids),
            ]
        )
        by_customer = moves.grouped("partner_id")
        for partner in self:
            partner.loyalty_tier_move_ids = by_customer.get(
                partner.commercial_partner_id, moves.browse()
            )

    # ---------------------------------------------------------------- the card
    @api.depends("commercial_partner_id", "loyalty_tier_incognito", "loyalty_tier_code")
    @api.depends_context("company", "lang")
    def _compute_loyalty_tier_card(self):
        cards = self.env["loyalty.tier.card"]
        program = self.env.company._loyalty_tier_program()
        by_contact = cards._cards(program, cards._held(program, self.ids))
        for partner in self:
            card = by_contact.get(partner._origin.id, False)
            partner.loyalty_tier_card = card and partner._loyalty_tier_own_card(card)

    @api.model
    def _load_pos_data_fields(self, config):
        return super()._load_pos_data_fields(config) + [
            "loyalty_tier_called",
            "loyalty_tier_card",
        ]

    @api.model
    def _server_date_to_domain(self, domain):
        # Who was settled since a till was opened last: a shop's whole history may
        # have been, which rewrites no contact.
        last = self.env.context.get("pos_last_server_date")
        program = self.env.company._loyalty_tier_program()
        changed = super()._server_date_to_domain(domain)
        if not (last and program and changed and changed != domain):
            return changed
        settled = (
            self.env["loyalty.tier.membership"]
            .sudo()
            ._search([("program_id", "=", program.id), ("since", ">", last)])
        )
        firms = settled.subselect("partner_id")
        return changed | (Domain(domain) & Domain("commercial_partner_id", "in", firms))

    def action_loyalty_tier_entries(self):
        """Open the entries that explain the customer's score.

        :return: a window action
        """
        self.ensure_one()
        return self.loyalty_tier_membership_id.action_entries()

    def action_loyalty_tier_honour(self):
        """Open the form that gives this customer a tier by hand.

        :return: a window action
        """
        self.ensure_one()
        program = self.env.company._loyalty_tier_program()
        if not program:
            raise UserError(
                self.env._(
                    "Choose a loyalty program for %s first.", self.env.company.name
                )
            )
        return self.env["loyalty.tier.membership"]._honour_dialog(
            program, self.commercial_partner_id
        )
