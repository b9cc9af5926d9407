# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class ResPartnerPreferenceTag(models.Model):
    """A word of the house for what guests like or avoid: "garlic", "window seat".

    Shared by all companies, so that a guest is understood everywhere.
    """

    _name = "res.partner.preference.tag"
    _description = "Preference Tag"
    _order = "kind, sequence, id"

    name = fields.Char(required=True, translate=True)
    kind = fields.Selection(
        selection=[
            ("ingredient", "Food and drink"),
            ("seat", "Seat"),
            ("size", "Size"),
            ("service", "Service"),
        ],
        required=True,
        default="ingredient",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    product_tmpl_ids = fields.Many2many(
        comodel_name="product.template",
        relation="res_partner_preference_tag_product_rel",
        string="Dishes With It",
        help="Whoever avoids it, or must not eat it, is asked about before one of "
        "these is ordered.",
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_noted(self):
        # With all rights: what nobody may read is noted with it as well.
        preferences = self.env["res.partner.preference"].sudo()
        noted = preferences.with_context(active_test=False).search(
            [("tag_id", "in", self.ids)], limit=1
        )
        if noted:
            raise UserError(
                self.env._(
                    '"%(tag)s" is noted of guests. Archive it, or merge it with '
                    "another word.",
                    tag=noted.tag_id.name,
                )
            )

    def _absorb(self, others):
        """Make one word of several: what was noted with the others is noted with this.

        Nothing is lost: dishes and translations are joined, the other words stay,
        archived. A guest for whom both were noted keeps the newer note.

        :param others: tags of the same kind
        :raise UserError: for tags of different kinds
        """
        self.ensure_one()
        others -= self
        if others.filtered(lambda tag: tag.kind != self.kind):
            raise UserError(
                self.env._("Only words of the same kind can become one: choose again.")
            )
        self.active = True
        # All of them, with what nobody may read: it would be lost otherwise.
        preferences = (
            self.env["res.partner.preference"]
            .sudo()
            .with_context(active_test=False, loyalty_tiers_unwatched=True)
        )
        preferences.search([("tag_id", "in", others.ids)]).tag_id = self
        preferences.search([("tag_id", "=", self.id)])._join_doubles()
        self.product_tmpl_ids |= others.product_tmpl_ids
        self._take_translations(others)
        others.active = False

    def _take_translations(self, others):
        """Take the names of other tags in the languages in which this has none."""
        names = self._names()
        missing = {}
        for tag in others:
            for lang, name in tag._names().items():
                if lang not in names:
                    missing.setdefault(lang, name)
        if missing:
            self.update_field_translations("name", missing)

    def _names(self):
        """Return the name in each language that has its own.

        :rtype: dict(str, str)
        """
        texts, _context = self.get_field_translations("name")
        return {
            text["lang"]: text["value"]
            for text in texts
            if text["value"] and text["value"] != text["source"]
        }
