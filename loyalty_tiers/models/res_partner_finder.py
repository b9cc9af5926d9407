# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json
import secrets

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.barcode import get_barcode_check_digit

# Odoo's nomenclature takes a scanned code that starts like this for a customer's.
CODE_PREFIX = "042"
SHOWN = 30  # of guests whose numbers end alike, those who come most often


class ResPartner(models.Model):
    """Finds a guest among a million by what a guest says, or what is scanned."""

    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    loyalty_tier_code = fields.Char(
        string="Member Code",
        index="btree_not_null",
        copy=False,
        groups="base.group_user",
        help="On the guest's card; scanning it recognises the guest in every company.",
    )

    # Odoo's own index of numbers begins at the front, where every way of writing
    # differs, and knows neither e-mails nor barcodes.
    _loyalty_tier_phone_idx = models.Index(
        "(reverse(regexp_replace(phone, '[^0-9]', '', 'g')) text_pattern_ops)"
        " WHERE phone IS NOT NULL"
    )
    _loyalty_tier_email_idx = models.Index(
        "(email_normalized) WHERE email_normalized IS NOT NULL"
    )
    _loyalty_tier_barcode_idx = models.Index(
        "USING gin (barcode jsonb_path_ops) WHERE barcode IS NOT NULL"
    )

    @api.model
    def loyalty_find_guest(self, config_id, query):
        """Find the guest whom a number, a code or an e-mail names.

        Exact, by indexes only: for anything else the tills have Odoo's own search.

        :param int config_id: the till that asks
        :param str query: phone number in any form or its last digits, member code,
            barcode or e-mail; anything else finds nobody
        :return: what the till loads of those who were found, as ``get_new_partner``
        :rtype: dict
        """
        config = self.env["pos.config"].browse(config_id)
        config.check_access("read")
        partners = self.with_company(config.company_id)
        guests = partners._loyalty_tier_find(query)
        positions = partners.env["account.fiscal.position"]
        return {
            "res.partner": partners._load_pos_data_read(guests, config),
            "account.fiscal.position": positions._load_pos_data_read(
                guests.fiscal_position_id, config
            ),
        }

    @api.model
    def _loyalty_tier_find(self, query):
        """Find contacts that the user may read by phone, code, barcode or e-mail.

        :param str query: as it was said, typed or scanned
        :return: the best fitting first; those alone who fit best
        :rtype: res.partner
        """
        found = self.env["loyalty.tier.guest.finder"]._find_one(query)
        if len(found) > SHOWN:
            visits = {partner: partner.loyalty_tier_visits for partner in found}
            found = found.sorted(lambda partner: (-visits[partner], -partner.id))
        return found[:SHOWN]

    # -------------------------------------------------------------- the code
    def _loyalty_tier_ensure_code(self):
        """Give contacts a member code who have none.

        By chance, so that nobody can guess the code of another guest. It is the same
        in every company, as Odoo's barcode of a contact is not.

        :return: the code, of the only contact
        :rtype: str
        """
        for partner in self.sudo():
            if not partner.loyalty_tier_code:
                partner.loyalty_tier_code = self._loyalty_tier_new_code()
        return self[-1:].sudo().loyalty_tier_code

    @api.model
    def _loyalty_tier_new_code(self):
        finder = self.env["loyalty.tier.guest.finder"].sudo()
        while True:
            digits = f"{CODE_PREFIX}{secrets.randbelow(10**9):09}"
            code = f"{digits}{get_barcode_check_digit(digits + '0')}"
            if not finder._by_barcode([code]):
                return code

    # --------------------------------------------------- conditions on indexes
    @api.model
    def _loyalty_tier_phone_ends(self, endings):
        """Select contacts whose number ends with one of several texts of digits.

        :rtype: Domain
        """

        def to_sql(model, alias, query):
            phone = model._field_to_sql(alias, "phone", query)
            backwards = SQL("reverse(regexp_replace(%s, '[^0-9]', '', 'g'))", phone)
            likes = [SQL("%s LIKE %s", backwards, f"{e[::-1]}%") for e in endings]
            some = SQL(" OR ").join(likes)
            return SQL("(%s IS NOT NULL AND (%s))", phone, some)

        return Domain.custom(to_sql=to_sql)

    @api.model
    def _loyalty_tier_with_barcode(self, codes):
        """Select contacts by what is scanned from a card: member code or barcode.

        :rtype: Domain
        """
        company = str(self.env.company.id)
        written = [json.dumps({company: code}) for code in codes]

        def to_sql(model, alias, query):
            return SQL(
                "(%s = ANY(%s) OR %s @> ANY(%s::jsonb[]))",
                model._field_to_sql(alias, "loyalty_tier_code", query),
                list(codes),
                SQL.identifier(alias, "barcode", to_flush=model._fields["barcode"]),
                written,
            )

        return Domain.custom(to_sql=to_sql)
