# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import AccessError, MissingError, ValidationError

SERVER = "loyalty_tiers.group_loyalty_tiers_server"
MANAGER = "loyalty_tiers.group_loyalty_tiers_manager"


class LoyaltyTierKnowledge(models.AbstractModel):
    """What the house knows of one guest, read and noted at the till.

    What is called from a till checks who asks, whether they may see the guest, and
    whether the till is theirs; it works with all rights afterwards. Nobody reads what
    a guest must not eat in another way.
    """

    _name = "loyalty.tier.knowledge"
    _description = "Knowledge of a Guest"

    @api.model
    def read_guest(self, partner_id, config_id):
        """Read all that the card shows of one guest, in one call.

        Opening what the guest must not eat leaves a line.

        :param int partner_id: the guest
        :param int config_id: the till that asks
        :return: ``card`` as on the contact, ``incognito``, ``knowledge`` (None for
            those who do not serve guests), ``due`` grants, and what glue addons add
        :rtype: dict
        :raise AccessError: for who may not see the guest, or use the till
        """
        self._check_group("loyalty_tiers.group_loyalty_tiers_cashier")
        here = self._at(config_id)
        partner = here._guest(partner_id)
        return {
            "card": partner.loyalty_tier_card,
            "incognito": partner.loyalty_tier_incognito,
            "knowledge": here._knowledge(partner) if here._serves() else None,
            "due": here.sudo()._due(partner),
            **here.sudo()._asides(partner),
        }

    @api.model
    def _asides(self, partner):
        """Return what glue addons add to the card of a guest, for each cashier to see.

        :param partner: one contact that the user may see
        :rtype: dict
        """
        return {}

    @api.model
    def read_due(self, partner_id, config_id):
        """Read only what a guest waits for, such as the steps of a party after a sale.

        Opens nothing sensitive, so it leaves no line.

        :param int partner_id: the guest
        :param int config_id: the till that asks
        :return: ``card`` and ``due``, as in :meth:`read_guest`
        :rtype: dict
        """
        self._check_group("loyalty_tiers.group_loyalty_tiers_cashier")
        here = self._at(config_id)
        partner = here._guest(partner_id)
        return {
            "card": partner.loyalty_tier_card,
            "due": here.sudo()._due(partner),
        }

    @api.model
    def words(self, config_id):
        """Return the words that a note at the till is made of.

        :param int config_id: the till that asks
        :return: ``tags``, ``phrases``, ``occasion_kinds``, ``reasons`` of what must
            not be eaten, ``treats`` that the staff may give and what is left of them
        :rtype: dict
        """
        self._check_group("loyalty_tiers.group_loyalty_tiers_cashier")
        here = self._at(config_id).sudo()
        words = {"tags": [], "phrases": [], "occasion_kinds": [], "reasons": []}
        if here._serves():
            words = here._catalogue()
        return {**words, **here._treats()}

    @api.model
    def _catalogue(self):
        kinds = self.env["res.partner.occasion.kind"].search([])
        tags = self.env["res.partner.preference.tag"].search([])
        return {
            "tags": tags.read(["name", "kind"]),
            "phrases": self.env["res.partner.conversation.phrase"]
            .search([])
            .mapped("name"),
            "occasion_kinds": kinds.read(["name", "icon"]),
            "reasons": [list(pair) for pair in self._labels("reason").items()],
        }

    @api.model
    def _due(self, partner):
        """Return the perks that a guest waits for, as the card shows them.

        :rtype: list(dict)
        """
        program = self.env.company._loyalty_tier_program()
        return self.env["loyalty.tier.grant"]._due_rows(program, partner, self._till)

    @api.model
    def _treats(self):
        """Return the treats that the staff may give when they like.

        :return: ``treats``, and ``allowance_left_text`` of the user
        :rtype: dict
        """
        grants, config = self.env["loyalty.tier.grant"], self._till
        return {
            "treats": grants._treat_rows(config),
            "allowance_left_text": grants._allowance_left_text(config),
        }

    # ------------------------------------------------------------------ who asks
    @api.model
    def _check_group(self, group):
        """Raise unless the user plays this role."""
        if not self.env.user.has_group(group):
            raise AccessError(
                self.env._("Only who works at a till knows what the house knows.")
            )

    @api.model
    def _serves(self):
        """Return whether the user knows what guests like, must not eat and told us.

        :rtype: bool
        """
        return self.env.user.has_group(SERVER)

    @api.model
    def _at(self, config_id):
        """Return this model as one till sees it: its company, its clock, its shop.

        :param config_id: id of the till, as the browser says
        :raise AccessError: where the till is none of a company of the user
        """
        place = self._config(config_id)._loyalty_tier_place()
        if place.company_id not in self.env.user._get_company_ids():
            raise AccessError(self.env._("This till belongs to another company."))
        return self.with_context(loyalty_tiers_config_id=config_id).with_company(
            place.company_id
        )

    @api.model
    def _config(self, config_id):
        if type(config_id) is not int or config_id <= 0:
            raise MissingError(self.env._("There is no such till."))
        return self.env["pos.config"].browse(config_id)

    @property
    def _till(self):
        """The till that asks."""
        return self._config(self.env.context["loyalty_tiers_config_id"])

    @property
    def _place(self):
        """Where the till stands that asks."""
        return self._till._loyalty_tier_place()

    @api.model
    def _guest(self, partner_id):
        """Return a contact that the user may see.

        :param partner_id: id, as the browser says
        :rtype: res.partner
        :raise MissingError: where there is no such contact
        :raise AccessError: where the user may not see it
        """
        if type(partner_id) is not int or partner_id <= 0:
            raise MissingError(self.env._("There is no such guest."))
        partner = self.env["res.partner"].browse(partner_id)
        partner.check_access("read")
        return partner

    @api.model
    def _written_for(self, partner):
        """Return the contacts whose knowledge is about a guest: the firm's as well.

        :rtype: res.partner
        """
        return partner | partner.commercial_partner_id

    @api.model
    def _labels(self, name):
        """Return the labels of a choice of preferences, in the user's language.

        :param str name: of a field of ``res.partner.preference``
        :rtype: dict(str, str)
        """
        field = self.env["res.partner.preference"]._fields[name]
        return dict(field._description_selection(self.env))

    @api.model
    def _one_of(self, name, value):
        """Return a choice that the browser made.

        :raise ValidationError: where there is no such choice
        """
        if value not in self._labels(name):
            raise ValidationError(self.env._("There is no such choice."))
        return value
