# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re
import unicodedata

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

# What the numbers of a kind begin with, and which kinds the kitchen needs to know.
LETTERS = {"ingredient": "K", "size": "Z", "service": "S"}


class ResPartnerPreferenceTag(models.Model):
    """The kitchen's code of a preference: "K7" says garlic to those who cook only."""

    _inherit = "res.partner.preference.tag"

    code = fields.Char(
        string="House Code",
        size=8,
        copy=False,
        help="Printed on the preparation ticket; the code book tells what it means.",
    )

    _code_unique = models.Constraint("UNIQUE(code)", "This house code is taken.")

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._with_tidy_code(vals) for vals in vals_list]
        for code in filter(None, (vals.get("code") for vals in vals_list)):
            self.browse()._check_code_is_free(code)
        tags = super().create(vals_list)
        self.env.registry.clear_cache()
        return tags

    def write(self, vals):
        if "code" not in vals:
            return super().write(vals)
        vals = self._with_tidy_code(vals)
        self._check_code_is_free(vals["code"])
        res = super().write(vals)
        self.env.registry.clear_cache()
        return res

    @api.model
    def _with_tidy_code(self, vals):
        if "code" not in vals:
            return vals
        return {**vals, "code": self._tidy_code(vals["code"])}

    @api.model
    def _tidy_code(self, code):
        """Write a code as the kitchen reads it: "k 7" and full-width "Ｋ７" are K7.

        :rtype: str or bool
        """
        spelled = unicodedata.normalize("NFKC", code or "")
        return re.sub(r"\s+", "", spelled).upper() or False

    @api.constrains("code")
    def _check_code(self):
        for tag in self:
            if tag.code and not re.fullmatch(r"\w+", tag.code):
                raise ValidationError(
                    self.env._(
                        "The house code %s may have letters and digits only: the "
                        "ticket adds signs of its own.",
                        tag.code,
                    )
                )

    def _check_code_is_free(self, code):
        """Raise, before the database does, naming who has the code already.

        :raise ValidationError: when another tag has it, or several would get it
        """
        if not code:
            return
        tags = self.sudo().with_context(active_test=False)
        holder = tags.search([("code", "=", code), ("id", "not in", self.ids)], limit=1)
        if holder or len(self) > 1:
            raise ValidationError(
                self.env._(
                    "%(tag)s has the house code %(code)s already. Two things under one "
                    "code, and the kitchen takes the one for the other.",
                    tag=(holder or self[0]).name,
                    code=code,
                )
            )

    def _number_and_tell(self):
        """Give the next free code to each of these tags that has none.

        :return: a note of what was given
        """
        self.check_access("write")
        given = self._number_codes()
        message = self.env._("Every tag for the kitchen has its code already.")
        if given:
            message = ", ".join(f"{tag.name}: {tag.code}" for tag in given)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": self.env._("House Codes"),
                "message": message,
                "type": "success",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _number_codes(self):
        """
        :return: the tags that got a code
        """
        tags = (
            self.sudo().with_context(active_test=False).search([("code", "!=", False)])
        )
        taken = set(tags.mapped("code"))
        without = self.filtered(lambda tag: not tag.code and tag.kind in LETTERS)
        for tag in without.sorted():
            tag.code = self._next_code(LETTERS[tag.kind], taken)
            taken.add(tag.code)
        return without

    @api.model
    def _next_code(self, letter, taken):
        number = 1
        while f"{letter}{number}" in taken:
            number += 1
        return f"{letter}{number}"

    @api.model
    @tools.ormcache()
    def _codes(self):
        """Return the codes by id of the tag, without a query at the till.

        :rtype: dict(int, str)
        """
        tags = (
            self.sudo().with_context(active_test=False).search([("code", "!=", False)])
        )
        return {tag.id: tag.code for tag in tags}
