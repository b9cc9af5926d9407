# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import http
from odoo.http import request

from odoo.addons.pos_self_order.controllers.orders import PosSelfOrderController

from ..models.pos_order import DEVICE


class Orders(PosSelfOrderController):
    """Who a device may order for, and what; and the card of a member."""

    @http.route(
        "/loyalty_tiers/device/open", auth="public", type="jsonrpc", website=True
    )
    def device_open(self, access_token, code):
        """Let a guest be known on this device by the code of the card.

        :param str access_token: of the till whose menu it is
        :param str code: scanned or typed
        :return: ``greeting``, ``locked`` and ``data``, what the guest sees beyond
            everybody; nothing at all where the card is not known
        :rtype: dict
        """
        config = self._verify_pos_config(access_token)
        guest = request.env["loyalty.tier.device.guess"]._guest_of(config, code)
        if not guest:
            return {}
        request.env["loyalty.tier.device"]._open(config, guest)
        config = config.with_context(lang=request.cookies.get("frontend_lang"))
        return {
            "greeting": guest.with_env(config.env)._loyalty_tier_public_greeting(),
            "locked": config._loyalty_tier_for_members(guest)["locked"],
            "data": config._loyalty_tier_opened_data(guest),
        }

    @http.route(
        "/loyalty_tiers/device/close", auth="public", type="jsonrpc", website=True
    )
    def device_close(self):
        """Forget who is known on this device."""
        request.env["loyalty.tier.device"]._close()

    @http.route()
    def process_order(self, order, access_token, table_identifier, device_type):
        """Refuse what is closed to the guest of the device; note whose order it is.

        :return: as the host
        """
        config = self._verify_pos_config(access_token)
        device = request.env["loyalty.tier.device"]._here(config)
        device._touch()
        config._loyalty_tier_check_asked(order, device.partner_id)
        orders = config.env["pos.order"]
        orders._loyalty_tier_complete(config, order, device.partner_id)
        return super().process_order(order, access_token, table_identifier, device_type)

    @http.route()
    def validate_partner(  # noqa: PLR0913
        self,
        access_token,
        name,
        phone,
        street,
        zip,
        city,
        country_id,
        state_id=None,
        partner_id=None,
        email=None,
    ):
        """Note the address that a known guest types as one of the guest's.

        :return: as the host
        """
        told = (name, phone, street, zip, city, country_id, state_id, partner_id, email)
        answer = super().validate_partner(access_token, *told)
        config = self._verify_pos_config(access_token)
        guest = request.env["loyalty.tier.device"]._guest(config)
        if guest and not partner_id:
            address = guest.browse([row["id"] for row in answer["res.partner"]])
            address.write({"parent_id": guest.id, "type": "delivery"})
        return answer

    def _generate_return_values(self, order, config):
        answer = super()._generate_return_values(order, config)
        # Who showed a card is not told to the device, nor whose address it is.
        guests = order.sudo().filtered("loyalty_tier_on_device").partner_id
        guests |= order.sudo().partner_id.filtered("parent_id")
        answer["res.partner"] = [
            row for row in answer["res.partner"] if row["id"] not in guests.ids
        ]
        return answer

    def _verify_pos_config(self, access_token, *args, **kwargs):
        config = super()._verify_pos_config(access_token, *args, **kwargs)
        return config.with_context(**{DEVICE: config.id})
