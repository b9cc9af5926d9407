# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

from odoo.addons.loyalty_tiers.audit.door import Door

TILLS = 5  # whose kiosk or QR menu is walked
# Orders that the auditor makes by hand; should one be taken, it is found by this.
AUDIT = "loyalty-tiers-audit"


class LoyaltyTierAuditDoor(models.AbstractModel):
    """The doors of kiosks and QR menus: for strangers, whoever is logged in."""

    _inherit = "loyalty.tier.audit.door"

    @api.model
    def _doors(self):
        tills = self.env["pos.config"].search(
            [("self_ordering_mode", "!=", "nothing")], limit=TILLS
        )
        doors = super()._doors()
        if tills:
            doors = [*doors, *self._menu_pictures()]
        for till in tills:
            doors += [*self._menu_pages(till), *self._menu_calls(till)]
        return doors

    @api.model
    def _menu_pictures(self):
        pictures = [
            ("template/{template_id}/image_512", self.env._("Picture in the menu")),
            ("template/{template_id}/image_128", self.env._("Small picture")),
            ("product/{product_id}/image_512", self.env._("Picture of a variant")),
            ("product/{product_id}/image_128", self.env._("Small one of a variant")),
        ]
        return [
            Door(
                f"menu:{path}",
                name,
                f"/web/image/product.{path}",
                each=True,
                silent=True,
            )
            for path, name in pictures
        ]

    @api.model
    def _menu_pages(self, till):
        """Return the page of a menu and what it loads: nothing reserved in any."""
        token = {"access_token": till.access_token}
        page = f"/pos-self/{till.id}"
        paths = ("products", "product/{template_id}", "combo-selection/{template_id}")
        return [
            Door(
                f"menu:page:{till.id}",
                self.env._("Menu of %s: pages", till.name),
                page,
                token,
                each=True,
                more=tuple((f"{page}/{path}", token) for path in paths),
            ),
            Door(
                f"menu:data:{till.id}",
                self.env._("Menu of %s: data", till.name),
                f"/pos-self/data/{till.id}",
                token,
                rpc=True,
                never=True,
                more=((f"/pos-self/relations/{till.id}", token),),
            ),
        ]

    @api.model
    def _menu_calls(self, till):
        """Return what a device asks of the server while it is ordered from."""
        mode = till.self_ordering_mode
        ordering = till.has_active_session and mode in ("kiosk", "mobile")
        why = (
            "" if ordering else self.env._("The till is closed, or its menu only read.")
        )
        token = {"access_token": till.access_token, "table_identifier": None}
        first, *others = self._menu_tables(till)
        url = "/pos-self-order/get-user-data"
        return [
            Door(
                f"menu:orders:{till.id}",
                self.env._("Menu of %s: orders of a table", till.name),
                url,
                first,
                rpc=True,
                never=True,
                more=tuple((url, params) for params in others),
                why_not=why,
            ),
            Door(
                f"menu:order:{till.id}",
                self.env._("Menu of %s: an order made by hand", till.name),
                f"/pos-self-order/process-order/{mode}/",
                {**token, "order": self._menu_order(till)},
                rpc=True,
                each=True,
                why_not=why,
            ),
            self._menu_card(till),
        ]

    @api.model
    def _menu_card(self, till):
        return Door(
            f"menu:card:{till.id}",
            self.env._("Menu of %s: a member's card", till.name),
            "/loyalty_tiers/device/open",
            why_not=self.env._(
                "Takes the card of a guest; the tests of the addon walk it."
            ),
        )

    @api.model
    def _menu_tables(self, till):
        """Return what devices at the tables of a till ask for: all its open orders."""
        tables = self.env["restaurant.table"].search(
            [("floor_id", "in", till.floor_ids.ids)], limit=TILLS
        )
        said = {"access_token": till.access_token, "order_access_tokens": []}
        return [{**said, "table_identifier": t.identifier} for t in tables] or [said]

    @api.model
    def _menu_order(self, till):
        """Return an order of something reserved, as a hostile device sends it."""
        line = {
            "uuid": f"{AUDIT}-{till.id}-{{product_id}}-line",
            "product_id": "{product_id}",
            "qty": 1,
            "price_unit": 1.0,
            "price_subtotal": 1.0,
            "price_subtotal_incl": 1.0,
            "tax_ids": [],
        }
        return {
            "uuid": f"{AUDIT}-{till.id}-{{product_id}}",
            "config_id": till.id,
            "session_id": till.current_session_id.id,
            "company_id": till.company_id.id,
            "preset_id": till.default_preset_id.id,
            "state": "draft",
            "amount_total": 1.0,
            "amount_tax": 0.0,
            "amount_paid": 0.0,
            "amount_return": 0.0,
            "lines": [[0, 0, line]],
            "payment_ids": [],
        }
