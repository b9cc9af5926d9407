# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from itertools import product

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

HEALTH = "health"
PURPOSES = ("news", "birthday", "party", "offers")  # what a guest may be written for
CHANNELS = ("email", "sms", "post", "messenger")  # how


def _standing_of(consent):
    """Say what the consent that counts means; nothing was never asked."""
    if not consent:
        return "unasked"
    return "left" if consent.withdrawn_on else "given"


class ResPartnerConsent(models.Model):
    """That a guest wants to be written to: for what, and how.

    Whoever leaves has rows, all of them ended; whoever was never asked has none.
    """

    _inherit = "res.partner.consent"

    purpose = fields.Selection(
        selection_add=[
            ("news", "News of the hidden menu"),
            ("birthday", "Birthday wishes"),
            ("party", "Invitations"),
            ("offers", "Offers"),
        ],
        ondelete=dict.fromkeys(PURPOSES, "cascade"),
    )
    channel = fields.Selection(
        selection=[
            ("email", "E-mail"),
            ("sms", "Text message"),
            ("post", "Post"),
            ("messenger", "Messenger"),
        ],
        readonly=True,
    )
    how = fields.Selection(
        selection_add=[("link", "By the link in a mail")],
        ondelete={"link": "set default"},
    )

    unconfirmed = fields.Boolean(
        readonly=True,
        help="The guest has another address now, and has not confirmed it yet.",
    )
    withdrawn_how = fields.Selection(
        selection=lambda self: self._labels("how"), readonly=True
    )

    # Who wants messages, and who has left: read from these alone.
    _given_idx = models.Index(
        "(purpose, channel, partner_id, given_on DESC)"
        " WHERE channel IS NOT NULL AND withdrawn_on IS NULL"
    )
    _left_idx = models.Index(
        "(purpose, channel, partner_id, withdrawn_on)"
        " WHERE channel IS NOT NULL AND withdrawn_on IS NOT NULL"
    )

    @api.constrains("purpose", "channel")
    def _check_channel(self):
        for consent in self:
            if (consent.purpose == HEALTH) == bool(consent.channel):
                raise ValidationError(
                    self.env._(
                        "Say by which channel a guest wants to be written to. What a "
                        "guest must not eat is no message, and has none."
                    )
                )

    # --------------------------------------------------------------- writing
    @api.model
    def _agree(self, partners, purposes, channels, how="spoken", text=""):
        """Record that guests want messages from now on, asked by the user.

        :param partners: guests, contacts of their own
        :param purposes: some of ``PURPOSES``
        :param channels: some of ``CHANNELS``
        :param str how: a value of ``how``
        :param str text: the words that were shown; ours for each purpose, where empty
        :return: the consents that are new; who agreed before agreed already
        """
        known = self._known(partners, purposes, channels)
        in_force = known.filtered(lambda consent: not consent.withdrawn_on)
        # On the account anybody can type any address: its owner is asked first.
        unproven = partners.sudo().filtered("loyalty_tier_unproven")
        unproven = unproven.ids if how == "website" else []
        settled = in_force.filtered(
            lambda row: row.unconfirmed and row.partner_id.id not in unproven
        )
        settled._withdraw()
        wanted = self._wanted(partners, purposes, channels)
        wanted -= {consent._key() for consent in in_force - settled}
        return self.sudo().create(
            [
                {
                    "partner_id": partner_id,
                    "purpose": purpose,
                    "channel": channel,
                    "how": how,
                    "text": text or self._message_text(purpose),
                    "unconfirmed": channel == "email" and partner_id in unproven,
                }
                for partner_id, purpose, channel in sorted(wanted)
            ]
        )

    @api.model
    def _leave(self, partners, purposes=PURPOSES, channels=CHANNELS, how="link"):
        """Record that guests do not want messages, whether or not they were asked.

        :param partners: guests
        :param purposes: some of ``PURPOSES``; all by default
        :param channels: some of ``CHANNELS``; all by default
        :param str how: a value of ``how``
        """
        known = self._known(partners, purposes, channels)
        in_force = known.filtered(lambda consent: not consent.withdrawn_on)
        in_force._withdraw()
        in_force.withdrawn_how = how
        wanted = self._wanted(partners, purposes, channels)
        wanted -= {consent._key() for consent in known}
        now = fields.Datetime.now()
        self.sudo().create(
            [
                {
                    "partner_id": partner_id,
                    "purpose": purpose,
                    "channel": channel,
                    "how": how,
                    "text": self.env._("Refused"),
                    "given_on": now,
                    "withdrawn_on": now,
                    "withdrawn_by_id": self.env.uid,
                    "withdrawn_how": how,
                }
                for partner_id, purpose, channel in sorted(wanted)
            ]
        )

    @api.model
    def _wanted(self, partners, purposes, channels):
        return set(product(partners.ids, purposes, channels))

    def _key(self):
        return self.partner_id.id, self.purpose, self.channel

    @api.model
    def _known(self, partners, purposes, channels):
        """Return all that guests have said: more than one row, where they came back.

        Two contacts that were merged, or two clicks at once, leave equal rows too.

        :return: those in force after the others, the latest last; with all rights
        :rtype: res.partner.consent
        """
        domain = Domain("partner_id", "in", partners.ids)
        domain &= Domain("purpose", "in", list(purposes))
        domain &= Domain("channel", "in", list(channels))
        known = self.sudo().search(domain, order="given_on, id")
        return known.sorted(lambda consent: not consent.withdrawn_on)

    @api.model
    def _message_text(self, purpose):
        """Return the words in which a guest is asked, in the language of the environment.

        :param str purpose: one of ``PURPOSES``
        :rtype: str
        """
        return {
            "news": self.env._(
                "May we write to you when there is something new on the hidden menu? "
                "You can stop it at any time."
            ),
            "birthday": self.env._(
                "May we send you wishes for your birthday? You can stop it at any time."
            ),
            "party": self.env._(
                "May we invite you to parties and evenings of the house? You can stop "
                "it at any time."
            ),
            "offers": self.env._(
                "May we tell you what we offer to our regulars? You can stop it at any "
                "time."
            ),
        }[purpose]

    @api.model
    def _labels(self, name):
        """Return the choices of a field, in the user's language.

        :param str name: of a selection field of this model
        :rtype: list(tuple(str, str))
        """
        return self._fields[name]._description_selection(self.env)

    @api.model
    def _message_purposes(self):
        """Return what a guest may be written for, as choices of a field.

        :rtype: list(tuple(str, str))
        """
        return [pair for pair in self._labels("purpose") if pair[0] in PURPOSES]

    # --------------------------------------------------------------- reading
    @api.model
    def _standing(self, partner):
        """Return what a guest has said so far.

        :param partner: one guest
        :return: ``given``, ``left`` or ``unasked`` by purpose and channel
        :rtype: dict(tuple(str, str), str)
        """
        last = self._last_said(partner)
        return {key: _standing_of(last.get(key)) for key in product(PURPOSES, CHANNELS)}

    @api.model
    def _last_said(self, partner):
        """Return the consent that counts of a guest, in force or ended.

        :param partner: one guest
        :rtype: dict(tuple(str, str), res.partner.consent)
        """
        known = self._known(partner, PURPOSES, CHANNELS)
        return {consent._key()[1:]: consent for consent in known}

    @api.model
    def _unasked_may(self):
        """Return whether guests who were never asked may be written to.

        :rtype: bool
        """
        parameters = self.env["ir.config_parameter"].sudo()
        return parameters.get_param("loyalty_tiers_marketing.unasked", "no") == "yes"

    @api.model
    def _given_sql(self, purpose, channel):
        """Select who wants messages for a purpose: ``partner_id``, ``given_on``.

        Distinct rather than grouped: so the database knows that there is one row for
        each guest, and guesses right what joining them makes. Who has a new address that
        is not confirmed is left out: it may be somebody else's.

        :rtype: SQL
        """
        return SQL(
            """
            SELECT DISTINCT ON (partner_id) partner_id, given_on
              FROM res_partner_consent
             WHERE purpose = %s AND channel = %s AND withdrawn_on IS NULL
               AND unconfirmed IS NOT TRUE
             ORDER BY partner_id, given_on DESC
            """,
            purpose,
            channel,
        )

    @api.model
    def _left_sql(self, channel, purpose=None):
        """Select who has left a purpose; without one, who has left all.

        :return: a selection of ``partner_id`` and ``left_on``
        :rtype: SQL
        """
        purposes = [purpose] if purpose else list(PURPOSES)
        return SQL(
            """
            SELECT partner_id, max(withdrawn_on) AS left_on
              FROM res_partner_consent ended
             WHERE purpose = ANY(%(purposes)s) AND channel = %(channel)s
               AND withdrawn_on IS NOT NULL
               AND NOT EXISTS (
                   SELECT FROM res_partner_consent given
                    WHERE given.partner_id = ended.partner_id
                      AND given.purpose = ANY(%(purposes)s)
                      AND given.channel = %(channel)s AND given.withdrawn_on IS NULL)
             GROUP BY partner_id HAVING count(DISTINCT purpose) = %(count)s
            """,
            purposes=purposes,
            channel=channel,
            count=len(purposes),
        )
