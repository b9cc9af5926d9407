# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain


class ResPartnerConsent(models.Model):
    """That a guest agreed: to what, when, how, asked by whom, in which words.

    Written by :meth:`_record` and :meth:`_withdraw` only. A row is never edited or
    removed by hand: it proves what was agreed, and when that ended.
    """

    _name = "res.partner.consent"
    _description = "Guest Consent"
    _order = "given_on desc, id desc"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Guest",
        required=True,
        index=True,
        ondelete="cascade",
    )
    purpose = fields.Selection(
        selection=[("health", "What the guest must not eat")],
        required=True,
        default="health",
    )
    given_on = fields.Datetime(required=True, default=fields.Datetime.now)
    how = fields.Selection(
        selection=[
            ("spoken", "Spoken"),
            ("written", "In writing"),
            ("website", "On the website"),
        ],
        required=True,
        default="spoken",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Asked By",
        required=True,
        default=lambda self: self.env.user,
    )
    text = fields.Text(required=True, help="The words that the guest agreed to.")
    withdrawn_on = fields.Datetime(readonly=True)
    withdrawn_by_id = fields.Many2one(comodel_name="res.users", readonly=True)

    @api.model
    def _text_to_read(self):
        """Return the words that a guest is asked, in the user's language.

        :rtype: str
        """
        return self.env._(
            "May we note what you must not eat, so that everyone who serves you "
            "knows? We use it for nothing else, and remove it whenever you say so."
        )

    @api.model
    def _in_force(self, partners, purpose="health"):
        """Return the consents of guests that are not withdrawn.

        :rtype: res.partner.consent
        """
        domain = Domain("partner_id", "in", partners.ids)
        domain &= Domain("purpose", "=", purpose) & Domain("withdrawn_on", "=", False)
        return self.sudo().search(domain)

    @api.model
    def _record(self, partner, how="spoken", text="", purpose="health"):
        """Record that a guest agreed just now, asked by the user.

        :param partner: the guest
        :param str how: a value of ``how``
        :param str text: the words; those that we propose, where empty
        :return: the consent
        """
        return self.sudo().create(
            {
                "partner_id": partner.id,
                "purpose": purpose,
                "how": how or "spoken",
                "text": (text or "").strip() or self._text_to_read(),
            }
        )

    @api.model
    def _forget_guests(self, partners):
        """Do as guests wish who want nothing kept of what they must not eat."""
        self._in_force(partners)._withdraw()
        self._forget_forbidden(partners)

    def _withdraw(self):
        """End these consents now; what was kept because of them is gone with it."""
        self.sudo().write(
            {
                "withdrawn_on": fields.Datetime.now(),
                "withdrawn_by_id": self.env.uid,
            }
        )
        health = self.sudo().filtered(lambda consent: consent.purpose == "health")
        self._forget_forbidden(health.partner_id)

    @api.model
    def _forget_forbidden(self, partners):
        """Remove what guests must not eat, everywhere it is kept.

        Glue addons that keep it elsewhere, such as on the notes of open orders,
        override this.

        :param partners: guests who withdrew their consent
        """
        preferences = self.env["res.partner.preference"].sudo()
        preferences.with_context(active_test=False).search(
            [("partner_id", "in", partners.ids), ("kind", "=", "forbidden")]
        ).unlink()
