# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

ARRIVAL_CHANNEL = "LOYALTY_TIERS_ARRIVAL"
LONGEST_NAME = 100


class PosConfig(models.Model):
    """The chairman is here: one till tells the others of the shop."""

    # A file of its own for one purpose.
    _inherit = "pos.config"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def announce_guest(self, config_id, partner_id, device=""):
        """Tell the open tills of the shop that a guest has come. Called by a till.

        Best effort, and nothing sensitive: how the guest is called, the tier, the
        till. Only where the guest's tier is one that is announced, and the guest
        wants to be called by title.

        :param int config_id: the till at which the guest is
        :param int partner_id: the guest
        :param str device: tells a till its own news from that of others
        :return: how many tills were told
        :rtype: int
        :raise AccessError: for who does not work at this till, or may not see the guest
        """
        knowledge = self.env["loyalty.tier.knowledge"]
        knowledge._check_group("loyalty_tiers.group_loyalty_tiers_cashier")
        here = knowledge._at(config_id)
        partner = here._guest(partner_id)
        card = partner.loyalty_tier_card or {}
        tier = self.env["loyalty.tier"].sudo().browse(card.get("tier_id") or [])
        if not tier.announces_arrival or partner.loyalty_tier_incognito:
            return 0
        config = self.browse(config_id)
        arrival = {
            "partner_id": partner.id,
            "tier_id": tier.id,
            "name": (partner.loyalty_tier_called or partner.name or "")[:LONGEST_NAME],
            "till": config.sudo().name,
            "device": str(device)[:LONGEST_NAME],
        }
        tills = config._loyalty_tier_open_tills()
        for till in tills:
            till._notify(ARRIVAL_CHANNEL, arrival)
        return len(tills)

    def _loyalty_tier_open_tills(self):
        """Return the tills of this shop that are open, with channels of their own.

        :rtype: pos.config
        """
        sessions = (
            self.env["pos.session"]
            .sudo()
            .search(
                [
                    ("config_id", "in", self._loyalty_tier_shop().ids),
                    ("state", "in", ("opening_control", "opened")),
                ]
            )
        )
        return sessions.config_id._loyalty_tier_private_channels()
