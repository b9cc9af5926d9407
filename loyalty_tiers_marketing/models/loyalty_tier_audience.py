# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import format_list


class LoyaltyTierAudience(models.Model):
    """Whom a message is for, in the words of the shop; asked anew at each sending.

    Every pick narrows, and what is left empty asks for nothing. Whether somebody of
    an audience may be written to at all is not said here: see ``fate_sql``.
    """

    _name = "loyalty.tier.audience"
    _description = "Loyalty Tier Audience"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    program_id = fields.Many2one(
        comodel_name="loyalty.tier.program",
        index="btree_not_null",
        ondelete="cascade",
        help="Leave empty for the program of whoever writes.",
    )
    company_id = fields.Many2one(related="program_id.company_id")
    purpose = fields.Selection(
        selection=lambda self: self.env["res.partner.consent"]._message_purposes(),
        required=True,
        default="offers",
        help="What these guests are written for. Who has left it is left out.",
    )
    ready = fields.Selection(
        selection=[
            ("promoted", "Promoted lately"),
            ("next", "One visit from the next tier"),
            ("ending", "Tier ending soon"),
            ("overdue", "Overdue regulars"),
            ("once", "Never came back after the first visit"),
        ],
        string="Where They Stand",
    )
    ready_days = fields.Integer(
        string="Within Days",
        default=7,
        help="Promoted within so many days; or came for the first time at least so "
        "many days ago.",
    )
    tier_from_id = fields.Many2one(
        comodel_name="loyalty.tier",
        string="From This Tier Up",
        domain="program_id and [('program_id', '=', program_id)] or []",
        ondelete="restrict",
    )
    tier_ids = fields.Many2many(
        comodel_name="loyalty.tier",
        relation="loyalty_tier_audience_tier_rel",
        string="Only These Tiers",
        domain="program_id and [('program_id', '=', program_id)] or []",
    )
    layer = fields.Selection(
        selection=lambda self: self._of_segment("layer"), string="Sales Layer"
    )
    customer_value = fields.Selection(selection=lambda self: self._of_segment("value"))
    segment_domain = fields.Char(
        string="Segments", default="[]", help="Leave empty for every segment."
    )
    like_tag_ids = fields.Many2many(
        comodel_name="res.partner.preference.tag",
        relation="loyalty_tier_audience_like_rel",
        string="Like",
        help="Any of these. What guests must not eat is nothing to be written for.",
    )
    occasion_kind_id = fields.Many2one(
        comodel_name="res.partner.occasion.kind",
        string="Celebrate",
        ondelete="restrict",
    )
    occasion_days = fields.Integer(
        string="In the Next Days", default=14, help="Today included."
    )
    shop = fields.Selection(
        selection=lambda self: self._shops(),
        string="Have Been In",
        help="By name: marketing reads nothing else of a till.",
    )
    visited_within = fields.Integer(
        string="Came Within Days", help="0: whenever they came."
    )
    away_for = fields.Integer(string="Away for Days", help="0: for however long.")

    size = fields.Integer(compute="_compute_size", help="Who can be written to now.")
    left_out = fields.Char(compute="_compute_size")

    _days_not_negative = models.Constraint(
        "CHECK(LEAST(visited_within, away_for, occasion_days, ready_days) >= 0)",
        "Days cannot be negative. Leave them at 0 to ask for nothing.",
    )

    @api.model
    def _of_segment(self, name):
        """Return what a field of segments can say.

        :rtype: list(tuple(str, str))
        """
        field = self.env["loyalty.tier.segment"]._fields[name]
        return field._description_selection(self.env)

    @api.model
    def _shops(self):
        """Return the tills of the user's companies.

        :return: ids of ``pos.config`` as text, with their names
        :rtype: list(tuple(str, str))
        """
        tills = self.env["pos.config"].sudo().with_context(active_test=False)
        found = tills.search_fetch(
            [("company_id", "in", self.env.companies.ids)], ["name"]
        )
        return [(str(till.id), till.name) for till in found]

    @api.constrains("program_id", "tier_from_id", "tier_ids")
    def _check_tiers(self):
        for audience in self:
            programs = (audience.tier_from_id | audience.tier_ids).program_id
            if len(programs | audience.program_id) > 1:
                raise ValidationError(
                    self.env._(
                        'The tiers of "%(audience)s" belong to several programs: choose '
                        "those of one.",
                        audience=audience.name,
                    )
                )

    @api.constrains("segment_domain")
    def _check_segment_domain(self):
        for audience in self:
            audience._segments()

    @api.depends(
        "program_id",
        "purpose",
        "ready",
        "ready_days",
        "tier_from_id",
        "tier_ids",
        "layer",
        "customer_value",
        "segment_domain",
        "like_tag_ids",
        "occasion_kind_id",
        "occasion_days",
        "shop",
        "visited_within",
        "away_for",
    )
    @api.depends_context("lang", "uid", "company")
    def _compute_size(self):
        addressees = self.env["loyalty.tier.addressee"]
        for audience in self:
            counts = audience._counts()
            audience.size = counts.pop("written", 0)
            audience.left_out = addressees._left_out_text(counts)

    def _counts(self):
        """Count who would get a mail now, and who not, for each reason.

        :return: numbers by ``loyalty.tier.addressee.fate``
        :rtype: dict(str, int)
        """
        self.ensure_one()
        program = self._program()
        if not program:
            return {}
        guests = self.env["res.partner"]._search(self._domain())
        return self.env["loyalty.tier.addressee"]._count(
            guests.subselect(), program, self.purpose, "email"
        )

    def _program(self):
        """Return whose members are meant: of a mailing, or of who asks.

        :rtype: loyalty.tier.program
        """
        asked = self.env.context.get("loyalty_tiers_program_id")
        return (
            self.program_id._origin
            or self.env["loyalty.tier.program"].browse(asked)
            or self.env.company._loyalty_tier_program()
        )

    # ------------------------------------------------------------- the picks
    def _tiers(self):
        """Return the tiers that are asked for; retired ones in between included.

        :return: nothing where no tier is asked for
        :rtype: loyalty.tier
        """
        self.ensure_one()
        tiers = self.tier_ids._origin or self.tier_ids
        tiers |= self.tier_from_id._origin._and_above()
        return tiers

    def _segments(self):
        """Return what is asked of the segments of guests.

        :rtype: Domain
        :raise ValidationError: where it is no domain on segments
        """
        self.ensure_one()
        segments = self.env["loyalty.tier.segment"]
        try:
            domain = Domain(literal_eval(self.segment_domain or "[]"))
            domain.validate(segments)
        except (ValueError, TypeError, SyntaxError) as error:
            raise ValidationError(
                self.env._(
                    'The segments of "%(audience)s" cannot be understood: choose them '
                    "again.",
                    audience=self.name or "",
                )
            ) from error
        if self.layer:
            domain &= Domain("layer", "=", self.layer)
        if self.customer_value:
            domain &= Domain("value", "=", self.customer_value)
        return domain

    def _check_in_use(self):
        """Raise where something that is asked for has been archived meanwhile.

        :raise ValidationError: naming it, and what to do
        """
        for audience in self:
            gone = (audience.tier_from_id | audience.tier_ids).filtered(
                lambda tier: not tier.active
            )
            if gone:
                raise ValidationError(
                    self.env._(
                        'The audience "%(audience)s" asks for %(tiers)s, which is '
                        "archived. Choose another tier, or bring it back.",
                        audience=audience.name,
                        tiers=format_list(self.env, gone.mapped("name")),
                    )
                )

    # --------------------------------------------------------------- buttons
    def action_write(self):
        """Begin a mailing to this audience.

        :return: a window action
        """
        self.ensure_one()
        self._check_in_use()
        return {
            "type": "ir.actions.act_window",
            "res_model": "mailing.mailing",
            "view_mode": "form",
            "context": {
                "default_loyalty_tier_audience_id": self.id,
                "default_loyalty_tier_purpose": self.purpose,
                "default_mailing_model_id": self.env["ir.model"]._get_id("res.partner"),
            },
        }

    def action_guests(self):
        """Open the guests who belong to this audience now.

        :return: a window action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "res.partner",
            "view_mode": "list,kanban,form",
            "domain": [("loyalty_tier_audience_id", "=", self.id)],
        }
