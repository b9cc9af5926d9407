# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

KNOWLEDGE = (
    "res.partner.preference",
    "res.partner.consent",
    "res.partner.conversation",
    "res.partner.occasion",
)
# What people have typed about a guest, and what is left in its place.
TEXTS = {
    "loyalty.tier.grant": {"reason": None, "note": None, "evidence": None},
    "loyalty.tier.breach": {"reason": None},
    "loyalty.tier.honour": {"reason": None},
    "loyalty.tier.freeze": {"reason": SQL("'-'")},
    "loyalty.tier.brought": {"reference": SQL("'erased-' || id")},
}
ORDER_TEXTS = {
    "pos.order": (
        "floating_order_name",
        "general_customer_note",
        "internal_note",
        "last_order_preparation_change",
        "email",
        "mobile",
    ),
    "pos.order.line": ("customer_note", "note"),
}
# Of a contact these are kept: how they are spoken to, what the law wants of sums.
KEPT = {"lang", "tz", "type", "complete_name", "commercial_company_name"}
PERSONAL = ("char", "text", "html", "binary", "date")
WIZARD = "loyalty.tier.privacy"  # asks for this, and knows no text
FORGET_CHANNEL = "LOYALTY_TIERS_FORGET"


class LoyaltyTierEraser(models.AbstractModel):
    """Forgets a guest: what was told and typed goes, sums and moves remain."""

    _name = "loyalty.tier.eraser"
    _description = "Erasure of Guest Data"

    @api.model
    def _erase(self, partner, contact=False):
        """Erase what is known of a guest, and on request who it is.

        :param partner: one ``res.partner``
        :param bool contact: also name, addresses, orders' notes, history of the contact
        :raise AccessError: for who is no manager, or may not change the contact
        :raise UserError: when the contact is somebody who works here
        """
        export = self.env["loyalty.tier.export"]
        export._check_manager(partner, "write")
        people = export._people(partner).sudo()
        people = people.with_context(
            tracking_disable=True, loyalty_tiers_unwatched=True, active_test=False
        )
        if contact:
            self._check_no_staff(people)
        # Also where glue addons keep it, such as on the notes of open orders.
        people.env["res.partner.consent"]._forget_forbidden(people)
        for model in self._forgotten():
            people.env[model].search([("partner_id", "in", people.ids)]).unlink()
        self._clear_texts(people)
        people.write({"loyalty_tier_called": False, "loyalty_tier_code": False})
        people.write({"loyalty_tier_incognito": False})
        if contact:
            self._clear_orders(people)
            self._clear_history(people)
            self._clear_contact(people)
        self.env.flush_all()
        self.env.invalidate_all()
        self._tell_tills(people, contact)
        # Who did it, and when; the name is gone from the contact it points to.
        self.env["loyalty.tier.access"]._leave([(partner.id, "erased", "everything")])

    @api.model
    def _forgotten(self):
        """Return the models whose rows about a guest are removed; glue adds its own.

        :rtype: list(str)
        """
        return [*KNOWLEDGE, *self._forms()]

    @api.model
    def _forms(self):
        """Return our dialogs that keep for an hour what was typed of a guest."""
        export = self.env["loyalty.tier.export"]
        return [
            name
            for name, model in sorted(self.env.items())
            if export._is_ours(model) and model._transient and name != WIZARD
        ]

    @api.model
    def _check_no_staff(self, people):
        staff = self._users(people).filtered(lambda user: not user.share)
        if staff:
            raise UserError(
                self.env._(
                    "%s works here: archive the user first.",
                    staff[0].display_name,
                )
            )

    @api.model
    def _users(self, people):
        return people.env["res.users"].search([("partner_id", "in", people.ids)])

    @api.model
    def _texts(self):
        """Return what people have typed about guests; glue addons add what is theirs.

        :return: by model and field, what is left in its place
        :rtype: dict(str, dict)
        """
        return TEXTS

    @api.model
    def _clear_texts(self, people):
        for model, texts in self._texts().items():
            self._clear(model, texts, SQL("partner_id = ANY(%s)", people.ids))

    @api.model
    def _clear_orders(self, people):
        orders = people.env["pos.order"].search([("partner_id", "in", people.ids)])
        for model, names in ORDER_TEXTS.items():
            scope = "id" if model == "pos.order" else "order_id"
            self._clear(
                model,
                dict.fromkeys(names),
                SQL("%s = ANY(%s)", SQL.identifier(scope), orders.ids),
            )

    @api.model
    def _clear(self, model, texts, scope):
        """Overwrite texts by SQL: no checks, no history, nobody is settled again."""
        self.env[model].flush_model()
        self.env.execute_query(
            SQL(
                "UPDATE %s SET %s WHERE %s RETURNING id",
                SQL.identifier(self.env[model]._table),
                SQL(", ").join(
                    SQL("%s = %s", SQL.identifier(name), value)
                    for name, value in texts.items()
                ),
                scope,
            )
        )
        self.env[model].invalidate_model(list(texts))

    @api.model
    def _clear_history(self, people):
        """Remove chatter, activities and files of the contact, and names of senders."""
        of_people = [("res_model", "=", "res.partner"), ("res_id", "in", people.ids)]
        env = people.env
        env["mail.activity"].search(of_people).unlink()
        chatter = [("model", "=", "res.partner"), ("res_id", "in", people.ids)]
        env["mail.message"].search(chatter).unlink()
        # res_field: pictures go with the fields that hold them.
        env["ir.attachment"].search([*of_people, ("res_field", "=", False)]).unlink()
        env["mailing.trace"].search(chatter).write({"email": False})
        author = SQL("author_id = ANY(%s)", people.ids)
        self._clear("mail.message", {"email_from": None}, author)

    @api.model
    def _clear_contact(self, people):
        users = self._users(people)
        users.write({"active": False})
        # By SQL: Odoo would mail the guest that the login has changed.
        login = {"login": SQL("'erased-' || id"), "signature": None}
        self._clear("res.users", login, SQL("id = ANY(%s)", users.ids))
        self.env.registry.clear_cache()
        names = [
            name
            for name, field in people._fields.items()
            if field.store
            and field.type in PERSONAL
            and not field.related
            and not (field.compute and field.readonly)
            and name not in KEPT
        ]
        erased = self.env._("Erased Guest")
        # With archived users in sight, Odoo would not archive their contact.
        for person in people.with_context(active_test=True):
            person.write(
                {
                    **dict.fromkeys(names, False),
                    "name": erased,
                    "state_id": False,
                    "category_id": [(5,)],
                    "partner_latitude": 0,
                    "partner_longitude": 0,
                    "active": False,
                }
            )
        # Odoo keeps one value for each company, of which it has emptied one.
        apart = [name for name in names if people._fields[name].company_dependent]
        if apart:
            whose = SQL("id = ANY(%s)", people.ids)
            self._clear("res.partner", dict.fromkeys(apart), whose)

    @api.model
    def _tell_tills(self, people, contact):
        """Have the open tills forget: what they show, and what they have stored."""
        people.env["res.partner"]._loyalty_tier_touch(people.commercial_partner_id.ids)
        sessions = people.env["pos.session"].search(
            [("state", "in", ("opening_control", "opened"))]
        )
        news = {"partner_ids": people.ids, "gone": contact}
        for config in sessions.config_id._loyalty_tier_private_channels():
            config._notify(FORGET_CHANNEL, news)
