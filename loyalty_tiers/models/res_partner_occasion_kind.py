# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

ICON = re.compile(r"fa-[a-z0-9-]+")


class ResPartnerOccasionKind(models.Model):
    """What is celebrated: a birthday, an anniversary, what the house adds."""

    _name = "res.partner.occasion.kind"
    _description = "Occasion Kind"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    icon = fields.Char(default="fa-calendar", help="Name of a Font Awesome icon.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    once = fields.Boolean(
        string="One for Each Guest",
        help="Noting it again corrects the day: a guest has one birthday.",
    )

    @api.constrains("icon")
    def _check_icon(self):
        for kind in self:
            if kind.icon and not ICON.fullmatch(kind.icon):
                raise ValidationError(
                    self.env._(
                        '"%(icon)s" is no name of an icon: write one like %(example)s.',
                        icon=kind.icon,
                        example="fa-heart",
                    )
                )
