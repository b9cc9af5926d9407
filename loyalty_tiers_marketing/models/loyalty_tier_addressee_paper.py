# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re
from textwrap import wrap

from lxml import html
from markupsafe import Markup, escape

from odoo import api, fields, models
from odoo.tools import format_date, is_html_empty

from odoo.addons.loyalty_tiers import codes

NAME, TITLE = "{name}", "{title}"
# A title that is missing leaves no gap, on whichever side of the name it stands.
NO_TITLE = re.compile(r"\s\{title\}(?=\S)|\{title\}\s?")
# The parts that Odoo takes out of a document, by their class.
OF_DOCUMENT = {name: f"lt_{name}" for name in ("header", "article", "footer")}
LONGEST_LINE = 38  # letters of a line on a label
LINES = 7  # on a label


class LoyaltyTierAddressee(models.Model):
    """A guest who gets a letter: what stands in it, and what it costs."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.addressee"

    currency_id = fields.Many2one(related="program_id.currency_id")
    postage = fields.Monetary(
        readonly=True, help="What the letter costs; on the budget of the tier."
    )
    postal_address = fields.Text(compute="_compute_postal_address")
    paper_id = fields.Many2one(
        comodel_name="loyalty.tier.paper",
        string="Letters",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )

    _postage_idx = models.Index("(tier_id, chosen_on) WHERE postage > 0")

    @api.depends("partner_id")
    def _compute_postal_address(self):
        for addressee in self:
            addressee.postal_address = "\n".join(addressee._address_lines())

    def _address_lines(self):
        """Return the address as the country of the guest writes it.

        Abroad, the country is named as the post of the shop knows it.

        :rtype: list(str)
        """
        lang = self.paper_id.sudo().company_id.partner_id.lang
        guest = self.partner_id.sudo().with_context(lang=lang or self.env.lang)
        lines = [line.strip() for line in guest._display_address().splitlines()]
        if guest.country_id == self.paper_id.sudo().company_id.country_id:
            lines = [line for line in lines if line != guest.country_id.name]
        return [line for line in lines if line]

    def _envelope_lines(self):
        """Return what stands on the envelope, in the order of the country.

        :return: lines, and whether each is of the name
        :rtype: list(tuple(str, bool))
        """
        own = self._in_their_language()
        guest = own.partner_id.sudo()
        name = [(line, True) for line in wrap(own._postal_name(), LONGEST_LINE)]
        address = [
            (line, False)
            for text in own._address_lines()
            for line in wrap(text, LONGEST_LINE)
        ]
        if guest.country_id.name_position == "after":
            return (address[: LINES - len(name)] + name)[-LINES:]
        return (name + address)[:LINES]

    def _in_their_language(self):
        lang = self.partner_id.lang or self.paper_id.company_id.partner_id.lang
        return self.with_context(lang=lang or self.env.lang)

    # ---------------------------------------------------------------- on paper
    def _letter(self):
        """Return what stands in the letter to a guest, in the guest's language.

        :return: ``envelope``, see :meth:`_envelope_lines`; ``company`` that writes;
            ``date`` and ``body``
        :rtype: dict
        """
        self.ensure_one()
        own = self._in_their_language()
        paper = own.paper_id.sudo()
        return {
            "envelope": self._envelope_lines(),
            "company": paper.company_id,
            "date": format_date(own.env, fields.Date.context_today(paper)),
            "body": own._filled_in(paper.body or ""),
        }

    def _letter_page(self):
        """Draw a letter on the letterhead of the company, as a part of a longer page.

        Odoo takes header and footer of each document out of it, and servers whose
        wkhtmltopdf is not patched print but one document. So they stay inside.

        :rtype: Markup
        """
        own = self._in_their_language()
        page = own.env["ir.actions.report"]._render_template(
            "loyalty_tiers_marketing.letter",
            {"letter": self._letter(), "o": own, "is_html_empty": is_html_empty},
        )
        root = html.fragment_fromstring(page.decode(), create_parent="div")
        for node in root.xpath("//div[@class]"):
            names = node.get("class").split()
            node.set("class", " ".join(OF_DOCUMENT.get(name, name) for name in names))
        return Markup(html.tostring(root, encoding="unicode"))  # noqa: S704 a template

    def _postal_name(self):
        """Return the name as it stands on an envelope."""
        return self.env._("%(name)s", name=self.partner_id.sudo().name or "")

    def _filled_in(self, body):
        """Fill in name and title; who stays incognito is not greeted by a title.

        :param body: what the shop wrote, for everybody
        :rtype: Markup
        """
        guest = self.partner_id.sudo()
        title = "" if guest.loyalty_tier_incognito else self.tier_id.sudo().name
        text = str(body)
        if not title:
            text = NO_TITLE.sub("", text)
        for place, value in (
            (TITLE, title),
            (NAME, guest.loyalty_tier_called or guest.name),
        ):
            text = text.replace(place, str(escape(value or "")))
        return Markup(text)  # noqa: S704 sanitized when written, values escaped above

    def _label_image(self):
        """Draw the label of an envelope: it keeps its measure, whatever prints it.

        :return: the address of an image that holds itself
        :rtype: str
        """
        svg = self.env["ir.qweb"]._render(
            "loyalty_tiers_marketing.label", {"lines": self._envelope_lines()}
        )
        return codes.address("svg+xml", str(svg).strip().encode())
