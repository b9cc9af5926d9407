# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.tools.image import image_data_uri

from odoo.addons.loyalty_tiers.audit.traces import LOCKED


class PosConfig(models.Model):
    """What the kiosk and the QR menu say to members, and of what is locked."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "pos.config"

    def _loyalty_tier_for_members(self, guest=None):
        """Return what the menu shows beside its products.

        :param guest: who is known on the device; nobody by default
        :return: ``welcome``, whether a guest can show the card here; ``locked``, the
            cards of what is announced without being open
        :rtype: dict
        """
        guest = self.env["res.partner"] if guest is None else guest
        ordering = self.self_ordering_mode in ("kiosk", "mobile")
        return {
            "welcome": ordering and bool(self.sudo()._loyalty_tier_program()),
            "locked": self._loyalty_tier_locked(guest),
        }

    def _loyalty_tier_locked(self, guest):
        """Return the locked cards of a guest: name, picture, for whom; nothing else.

        :rtype: list(dict)
        """
        closed = self._loyalty_tier_closed(guest)
        teasers = self._loyalty_tier_teasers(closed)
        if not teasers:
            return []
        templates = self.env["product.template"].sudo()
        domain = templates._load_pos_self_data_domain({}, self)
        dishes = templates.search(
            domain & ~templates._loyalty_tier_open_domain(closed),
            order="sequence,default_code,name",
        )
        reserved = dishes._loyalty_tier_gates()
        cards = []
        for dish in dishes:
            gates = reserved.get(dish.id, frozenset()) & closed
            labels = [teasers.get(gate_id) for gate_id in sorted(gates)]
            if all(labels):  # one secret is enough to say nothing
                cards.append(
                    {
                        "name": dish.name,
                        # No address: a picture must not tell the number of a dish.
                        "image": dish.image_128 and image_data_uri(dish.image_128),
                        "label": labels[0],
                        LOCKED: True,
                    }
                )
        return cards

    def _loyalty_tier_teasers(self, closed):
        """Return for whom each gate is that says so to others.

        :param closed: ids of ``loyalty.tier.gate``
        :rtype: dict(int, str)
        """
        rows = self.env["loyalty.tier.gate"]._rows()
        ids = [r.gate_id for r in rows if r.gate_id in closed and r.mode == "teaser"]
        gates = self.env["loyalty.tier.gate"].sudo().browse(ids)
        return {gate.id: gate._teaser_text() for gate in gates if gate.tier_ids}
