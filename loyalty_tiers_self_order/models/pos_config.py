# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

from odoo.addons.loyalty_tiers.viewer import as_holder_of

from .. import sieve
from .pos_load_mixin import PREFIX

# Odoo sends these over the channel of a till, to whoever has read its QR code.
ORDERS_IN_PUBLIC = {"PAYMENT_STATUS", "ONLINE_PAYMENT_STATUS"}


class PosConfig(models.Model):
    """The kiosk and the QR menu are public: what they load holds nothing hidden."""

    _inherit = "pos.config"

    @api.model
    def _load_pos_self_data_read(self, records, config):
        # The host reads every field there is.
        rows = [
            {name: value for name, value in row.items() if not name.startswith(PREFIX)}
            for row in super()._load_pos_self_data_read(records, config)
        ]
        if rows:
            rows[0]["_members"] = config._loyalty_tier_for_members()
        return rows

    def load_data_params(self):
        params = super().load_data_params()
        for description in params.values():
            description["relations"] = {
                name: relation
                for name, relation in description["relations"].items()
                if not name.startswith(PREFIX)
            }
        return params

    def load_self_data(self):
        # Whoever is known on the device: the page begins as it does for a stranger.
        nobody = self.env["res.partner"]
        return self._loyalty_tier_sifted(super().load_self_data(), nobody)

    def _loyalty_tier_opened_data(self, guest):
        """Return what a guest sees in the menu beyond what everybody sees.

        :param guest: the only ``res.partner``
        :return: rows by model, as devices load them, that are new or differ
        :rtype: dict
        """
        # What the host loads, once: the own method takes away what is hidden.
        # pylint: disable-next=super-method-mismatch
        everything = super().load_self_data()
        everything.pop("pos.config")
        public = self._loyalty_tier_sifted(everything, self.env["res.partner"])
        opened = self._loyalty_tier_sifted(everything, guest)
        return {
            model: rows
            for model, known in public.items()
            if (rows := _beyond(known, opened[model]))
        }

    # ---------------------------------------------------------- what is closed
    def _loyalty_tier_closed(self, guest):
        """Return the gates that are closed to a guest, on the clock of this till.

        :param guest: at most one ``res.partner``
        :rtype: frozenset(int)
        """
        gates, tz = self.env["loyalty.tier.gate"], self.sudo().loyalty_tier_tz
        if guest:
            return gates._closed_ids(guest, tz=tz)
        # Without a card the device is a stranger's, whomever the auditor plays.
        with as_holder_of(()):
            return gates._closed_ids(guest, tz=tz)

    def _loyalty_tier_closed_records(self, guest):
        """Return what is closed to a guest, wherever it is sold.

        :rtype: loyalty_tiers_self_order.sieve.Closed
        """
        closed = self._loyalty_tier_closed(guest)
        if not closed:
            return sieve.Closed(*[frozenset()] * 4)
        products = []
        for name in (sieve.TEMPLATE, sieve.PRODUCT):
            model = self.env[name].sudo().with_context(active_test=False)
            found = model.search(~model._loyalty_tier_open_domain(closed))
            products.append(frozenset(found.ids))
        return sieve.Closed(*products, *self._loyalty_tier_closed_categories(closed))

    @api.model
    def _loyalty_tier_closed_categories(self, closed):
        of_categories = self.env["loyalty.tier.gate"]._of_categories()
        return [
            frozenset(
                category_id
                for category_id, gates in of_categories.get(model, {}).items()
                if gates & closed
            )
            for model in (sieve.TILL_CATEGORY, sieve.CATEGORY)
        ]

    def _loyalty_tier_sifted(self, data, guest):
        """Return the data that a device loads, without what is closed to a guest."""
        closed = self._loyalty_tier_closed_records(guest)
        if not any(closed):
            return data
        return sieve.sifted(data, self._loyalty_tier_links(data), closed)

    @api.model
    def _loyalty_tier_links(self, data):
        """Return which field of what is loaded leads to which model."""
        return {
            model: {
                name: self.env[model]._fields[name].comodel_name
                for name in rows[0]
                if name in self.env[model]._fields
                and self.env[model]._fields[name].relational
            }
            for model, rows in data.items()
            if rows and model in self.env
        }

    # -------------------------------------------------------------- the channel
    def _notify(self, *notifications, private=True):
        if self.self_ordering_mode == "nothing":
            return super()._notify(*notifications, private=private)
        if isinstance(notifications[0], str):
            notifications = [notifications]
        for name, message in notifications:
            told = self._loyalty_tier_told_in_public(name, message)
            if told is not None:
                super()._notify(name, told, private=private)
        return None

    def _loyalty_tier_told_in_public(self, name, message):
        """Return what of a message everybody may hear; None: not even that it is."""
        nobody = self.env["res.partner"]
        if name == "PRODUCT_CHANGED":
            told = self._loyalty_tier_sifted(message, nobody)
            told = {model: _without_ours(rows) for model, rows in told.items()}
            return told if told.get(sieve.TEMPLATE) else None
        if name == "SYNCHRONISATION" and message.get("static_records"):
            rows = self._loyalty_tier_sifted(message["static_records"], nobody)
            return {**message, "static_records": rows}
        if name in ORDERS_IN_PUBLIC and message.get("data"):
            orders = self.env["pos.order"]
            data = orders._loyalty_tier_rows_for(self, message["data"], nobody)
            return {**message, "data": data}
        return message

    def _loyalty_tier_private_channels(self):
        # The access token of a till with self-ordering is printed in its QR codes.
        return (
            super()
            ._loyalty_tier_private_channels()
            .filtered(lambda config: config.self_ordering_mode == "nothing")
        )


def _without_ours(rows):
    return [
        {name: value for name, value in row.items() if not name.startswith(PREFIX)}
        for row in rows
    ]


def _beyond(known, rows):
    """Return the rows that are not known, or not like this."""
    before = {row["id"]: row for row in known}
    return [row for row in rows if before.get(row["id"]) != row]
