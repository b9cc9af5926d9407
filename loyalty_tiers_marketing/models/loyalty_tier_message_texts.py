# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_list

PLACEHOLDER = re.compile(r"{([^{}]*)}")
KNOWN = ("name", "title", "house", "day")


class Text(NamedTuple):
    """What a message says: a subject, and paragraphs with empty lines between."""

    subject: str
    body: str


class LoyaltyTierMessage(models.Model):
    """The words: those of the house, or ours where it has written none.

    Plain words with a few placeholders, so that whoever writes them needs to know no
    language of templates, and can reach nothing that guests have told in confidence.
    """

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.message"

    subject = fields.Char(translate=True)
    body = fields.Text(
        string="Text",
        translate=True,
        help="{name}, {title}, {house} and {day} are filled in. Leave empty for the "
        "text that is shown in grey.",
    )
    default_subject = fields.Char(compute="_compute_defaults")
    default_body = fields.Text(compute="_compute_defaults")

    @api.depends("kind")
    @api.depends_context("lang")
    def _compute_defaults(self):
        for message in self:
            ours = message._own_words()
            message.default_subject, message.default_body = ours

    @api.constrains("subject", "body")
    def _check_placeholders(self):
        for message in self:
            text = f"{message.subject or ''}\n{message.body or ''}"
            unknown = [n for n in PLACEHOLDER.findall(text) if n not in KNOWN]
            if unknown:
                raise ValidationError(
                    self.env._(
                        "%(unknown)s cannot be filled in. Use %(known)s.",
                        unknown=format_list(self.env, [f"{{{n}}}" for n in unknown]),
                        known=format_list(self.env, [f"{{{n}}}" for n in KNOWN]),
                    )
                )

    def _wording(self, titled=True):
        """Return what this message says, in the language of the environment.

        :param bool titled: whether the guest holds a title, and wants to read it
        :rtype: Text
        """
        self.ensure_one()
        ours = self._own_words(titled)
        return Text(self.subject or ours.subject, self.body or ours.body)

    def _own_words(self, titled=True):
        """Return our words for a kind of message."""
        if not self.kind:
            return Text("", "")
        return Text(*getattr(self, f"_words_{self.kind}")(titled))

    @api.model
    def _fill_in(self, text, values):
        """Fill in the placeholders; what is not known stays as it was written.

        :param str text: as somebody wrote it
        :param dict values: by name of the placeholder
        :rtype: str
        """
        return PLACEHOLDER.sub(
            lambda found: str(values.get(found[1], found[0])), text or ""
        ).strip()

    # -------------------------------------------------------------- our words
    def _words_promotion(self, titled):
        if not titled:
            return (
                self.env._("{name}, something has just opened for you"),
                self.env._("Thank you for coming back to us. It is noticed here."),
            )
        return (
            self.env._("{name}, you are {title} now"),
            self.env._(
                "From today on we call you {title} at our house. Thank you for coming "
                "back to us, again and again.\n\nThe next time you are here, we drink "
                "to that."
            ),
        )

    def _words_opened(self, titled):
        return (
            self.env._("{name}, there is something new that is not on the menu"),
            self.env._(
                "The kitchen has thought of something, and we did not write it on the "
                "menu. You are one of those who may ask for it."
            ),
        )

    def _words_next(self, titled):
        return (
            self.env._("{name}, just one more visit"),
            self.env._(
                "It was good to have you here. We keep count for you, and it is not "
                "far any more."
            ),
        )

    def _words_ending(self, titled):
        if not titled:
            return (
                self.env._("{name}, we would like to see you before {day}"),
                self.env._(
                    "What we have reserved for you is yours until {day}. We would be "
                    "glad if it stayed that way."
                ),
            )
        return (
            self.env._("{name}, you are our {title} until {day}"),
            self.env._(
                "You have been {title} here for some time, and we would be glad if it "
                "stayed that way. Until {day} it surely does."
            ),
        )

    def _words_birthday(self, titled):
        return (
            self.env._("{name}, all the best for your birthday"),
            self.env._(
                "We have kept {day} in mind, and wish you a very happy birthday.\n\n"
                "If you feel like celebrating with us, just say so when you come."
            ),
        )

    def _words_overdue(self, titled):
        return (
            self.env._("{name}, your seat is still here"),
            self.env._(
                "We have not seen you for a while, and we notice that. We hope you are "
                "well.\n\nThere is no reason for this letter but that: we would like to "
                "see you again."
            ),
        )

    def _words_thanks(self, titled):
        return (
            self.env._("{name}, thank you for celebrating with us"),
            self.env._(
                "It was a pleasure to have you here on such a day. Days like that one are "
                "why we open the door every morning.\n\nSee you soon."
            ),
        )
