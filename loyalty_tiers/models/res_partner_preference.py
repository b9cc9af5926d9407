# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class ResPartnerPreference(models.Model):
    """What a guest likes, avoids or must not eat, where they like to sit.

    What a guest must not eat is health or faith: a global rule hides it from
    everybody, managers included. It is read for one guest at a time, by
    ``loyalty.tier.knowledge``, which leaves a line for each opening.
    """

    _name = "res.partner.preference"
    _description = "Guest Preference"
    _order = "partner_id, kind, id"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Guest",
        required=True,
        index=True,
        ondelete="cascade",
    )
    kind = fields.Selection(
        selection=[
            ("likes", "Likes"),
            ("avoids", "Avoids"),
            ("forbidden", "Must not eat"),
            ("seat", "Seat"),
            ("size", "Size"),
            ("service", "Service"),
        ],
        required=True,
        default="likes",
    )
    reason = fields.Selection(
        selection=[
            ("allergy", "Allergy"),
            ("intolerance", "Intolerance"),
            ("faith", "Faith"),
            ("medical", "Medical"),
        ],
        help="Why the guest must not eat it.",
    )
    tag_id = fields.Many2one(
        comodel_name="res.partner.preference.tag", index=True, ondelete="restrict"
    )
    text = fields.Char(help="In the guest's words, where no tag fits.")
    product_tmpl_ids = fields.Many2many(
        comodel_name="product.template",
        relation="res_partner_preference_product_rel",
        string="Dishes",
    )
    source = fields.Selection(
        selection=[
            ("told", "Told us"),
            ("seen", "Seen by staff"),
            ("guessed", "Guessed"),
        ],
        required=True,
        default="told",
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Noted By",
        readonly=True,
        default=lambda self: self.env.user,
    )
    config_id = fields.Many2one(
        comodel_name="pos.config",
        string="Only in This Shop",
        index="btree_not_null",
        ondelete="cascade",
        help="Leave empty to tell every shop.",
    )
    consent_id = fields.Many2one(
        comodel_name="res.partner.consent",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        help="What a guest must not eat is kept with the guest's consent only.",
    )
    uuid = fields.Char(readonly=True, copy=False, help="Given by the till.")
    active = fields.Boolean(default=True)
    replaced_by_id = fields.Many2one(
        comodel_name="res.partner.preference", readonly=True, ondelete="set null"
    )

    _uuid_unique = models.Constraint(
        "UNIQUE(uuid)", "This preference has been noted already."
    )
