# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class CodeBook(models.AbstractModel):
    """What the house codes mean, in every language of the staff."""

    _name = "report.loyalty_tiers_restaurant.code_book"
    _description = "Code Book of the Kitchen"

    @api.model
    def _get_report_values(self, docids, data=None):
        tags = self.env["res.partner.preference.tag"]
        # From the menu, where nothing is selected, the whole book.
        chosen = tags.browse(docids) if docids else tags.search([])
        languages = self.env["res.lang"].get_installed()
        return {
            "doc_ids": chosen.ids,
            "doc_model": tags._name,
            "docs": chosen,
            "languages": [name for _code, name in languages],
            "chapters": self._chapters(chosen.filtered("code"), languages),
        }

    @api.model
    def _chapters(self, tags, languages):
        """Sort the codes by kind.

        :return: for each kind its label, and rows of a code and its meaning in each
            language
        :rtype: list(tuple)
        """
        kinds = dict(tags._fields["kind"]._description_selection(self.env))
        by_kind = tags.grouped("kind")
        return [
            (label, [self._row(tag, languages) for tag in by_kind[kind].sorted("code")])
            for kind, label in kinds.items()
            if kind in by_kind
        ]

    @api.model
    def _row(self, tag, languages):
        return tag.code, [tag.with_context(lang=code).name for code, _name in languages]
