# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re
import unicodedata

from odoo import api, fields, models
from odoo.exceptions import UserError

from .. import codes

NEUTRAL = "#71639e"  # a tier whose color is no color, and guests without tier
# A name so wide, in heights of its letters, is printed in this size on a roll.
SIZES = ((8, "large"), (11, "medium"), (15, "small"))
ROOM = 76  # millimetres for text on a card
LONGEST = 80  # letters of a name


def _wide(text):
    """Guess the width of a text, in heights of its letters; Chinese ones are square."""
    return sum(1 if unicodedata.east_asian_width(c) in "WF" else 0.58 for c in text)


class LoyaltyTier(models.Model):
    _inherit = "loyalty.tier"

    card_line = fields.Char(
        string="Line on the Name Card",
        translate=True,
        help="Stands below the title, e.g. a motto. Leave empty for none.",
    )


class ResPartner(models.Model):
    """The guest's name card: on paper, by e-mail, from the printer of the till."""

    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    def loyalty_name_card(self, config_id):
        """Return what stands on the name card of the guest, for the till's printer.

        The guest gets a member code now, if there was none.

        :param int config_id: the till that prints
        :return: see :meth:`_loyalty_tier_name_card`
        :rtype: dict
        """
        self.ensure_one()
        return self._loyalty_tier_of_till(config_id)._loyalty_tier_name_card()

    def loyalty_send_name_card(self, config_id):
        """Send the guest the name card by e-mail, asked for at a till.

        :param int config_id: the till that asks
        :return: the address that it goes to
        :rtype: str
        :raise UserError: when the guest has no e-mail
        """
        self.ensure_one()
        guest = self._loyalty_tier_of_till(config_id)
        guest._loyalty_tier_send_card()
        return guest.email_normalized

    def _loyalty_tier_of_till(self, config_id):
        """Return the guest as the company of a till sees them, if both may be read."""
        config = self.env["pos.config"].browse(config_id)
        config.check_access("read")
        guest = self.with_company(config.company_id)
        guest.check_access("read")
        return guest

    def _loyalty_tier_name_card(self):
        """Return what stands on the name card of the guest in the current company.

        A title is not printed for who does not want to be greeted by it.

        :return: ``name``, its ``size``, ``title``, ``line``, ``color``, ``badge``,
            ``house``, ``code``; ``qr``, the code as the address of an image
        :rtype: dict
        """
        guest = self.sudo()
        tier = guest.loyalty_tier_id
        if guest.loyalty_tier_incognito:
            tier = tier.browse()
        code = guest._loyalty_tier_ensure_code()
        name = guest.name or guest.display_name or ""
        return {
            "name": name,
            "size": self._loyalty_tier_size(name),
            "title": tier.name or "",
            "line": tier.card_line or "",
            "color": self._loyalty_tier_color(tier.color),
            "badge": tier.pos_badge or "",
            "house": self.env.company.name,
            "code": code,
            "qr": codes.address("png", codes.qr_png(code)),
        }

    @api.model
    def _loyalty_tier_color(self, color):
        """Return a color that is nothing but a color."""
        return color if re.fullmatch("#[0-9a-fA-F]{6}", color or "") else NEUTRAL

    @api.model
    def _loyalty_tier_size(self, name):
        """Say how large a name can be printed on a roll of the till."""
        return next((size for most, size in SIZES if _wide(name) <= most), "tiny")

    # -------------------------------------------------------------- on paper
    def _loyalty_tier_card_image(self):
        """Draw the name card: it keeps its measure, whatever prints it.

        :return: the address of an image that holds itself
        :rtype: str
        """
        card = self._loyalty_tier_name_card()
        height, lines = self._loyalty_tier_lines(card["name"])
        svg = self.env["ir.qweb"]._render(
            "loyalty_tiers.name_card",
            {
                "card": card,
                "height": height,
                "lines": lines,
                "squeeze": lambda text, size, room: _wide(text) * size > room,
                "qr": codes.qr_path(card["code"]),
                "bars": codes.bars_path(card["code"]),
            },
        )
        return codes.address("svg+xml", str(svg).strip().encode())

    @api.model
    def _loyalty_tier_lines(self, name):
        """Break a name into what fits on a card: one line, or two smaller ones.

        :return: height of the letters in millimetres, the lines
        :rtype: tuple(float, list(str))
        """
        name = " ".join(name.split())
        for height in (7.4, 5.8):
            if _wide(name) * height <= ROOM:
                return height, [name]
        if len(name) > LONGEST:
            name = f"{name[: LONGEST - 1]}…"
        middle = len(name) // 2
        spaces = [at for at, letter in enumerate(name) if letter == " "]
        at = min(spaces, key=lambda at: abs(at - middle), default=middle)
        return 5.0, [name[:at].strip(), name[at:].strip()]

    # ------------------------------------------------------------- by e-mail
    def action_loyalty_tier_send_card(self):
        """Send the selected guests their name cards by e-mail.

        :return: a notice that tells how many
        """
        self.check_access("read")
        reached = self.filtered("email_normalized")
        if not reached:
            raise UserError(self.env._("None of these guests has an e-mail."))
        reached._loyalty_tier_send_card()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "Name cards on their way: %(sent)s. Without e-mail: %(left)s.",
                    sent=len(reached),
                    left=len(self - reached),
                ),
            },
        }

    def _loyalty_tier_send_card(self):
        template = self.env.ref("loyalty_tiers.mail_template_card").sudo()
        for guest in self:
            if not guest.email_normalized:
                raise UserError(
                    self.env._("%s has no e-mail.", guest.name or guest.display_name)
                )
            image = guest._loyalty_tier_code_image()
            address = f"/web/image/{image.id}?access_token={image.access_token}"
            template.with_context(loyalty_tier_code_image=address).send_mail(
                guest.id, email_values={"attachment_ids": [(4, image.id)]}
            )

    def _loyalty_tier_code_image(self):
        """Keep the code as an image: inside the mail, and beside it for who sees none.

        :rtype: ir.attachment
        """
        code = self._loyalty_tier_ensure_code()
        image = self.env["ir.attachment"].sudo()
        image = image.create(
            {
                "name": f"{code}.png",
                "raw": codes.qr_png(code),
                "mimetype": "image/png",
                "res_model": self._name,
                "res_id": self.id,
            }
        )
        image.generate_access_token()
        return image
