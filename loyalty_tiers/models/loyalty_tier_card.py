# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL

# What contacts hold, as of the last settlement, with what is due to them.
HELD = """
   SELECT contact.id, membership.id, membership.write_date,
          membership.tier_id, membership.tier_id, membership.until,
          membership.visits, membership.spend, membership.stars,
          membership.orders, membership.margin, membership.joined_on,
          membership.last_visit, membership.review_on, party.to_tier_id,
          due.perks
     FROM res_partner contact
     JOIN res_partner customer
       ON customer.id = contact.commercial_partner_id
     JOIN loyalty_tier_membership membership
       ON membership.partner_id = customer.id
      AND membership.program_id = %(program_id)s
LEFT JOIN LATERAL (%(party)s) party ON TRUE
LEFT JOIN LATERAL (%(due)s) due ON TRUE
    WHERE contact.id = ANY(%(partner_ids)s)
"""


class LoyaltyTierCard(models.AbstractModel):
    """What the till shows of a guest: reads memberships, writes nothing.

    Nothing that could hurt a guest is on a card: a tier that was lost is not
    mentioned, a secret tier is not named.
    """

    _name = "loyalty.tier.card"
    _description = "Loyalty Tier Recognition Card"

    @api.model
    def _held(self, program, partner_ids):
        """Read what contacts hold, as of the last settlement. Writes nothing.

        SQL because a till asks for a thousand contacts at once, in one query.

        :param program: at most one ``loyalty.tier.program``
        :param partner_ids: ids of contacts; each has what its firm has
        :return: by id of the contact; who never came is absent
        :rtype: dict(int, Measured)
        """
        if not program:
            return {}
        self.env["loyalty.tier.membership"].flush_model()
        self.env["loyalty.tier.grant"].flush_model()
        scores = self.env["loyalty.tier.score"]
        rows = self.env.execute_query(
            SQL(
                HELD,
                program_id=program.id,
                partner_ids=list(partner_ids),
                party=scores._party_due(program, SQL("membership.partner_id")),
                due=scores._perks_due(program, SQL("contact.id, customer.id")),
            )
        )
        return {row[0]: scores._as_measured(program, row) for row in rows}

    @api.model
    def _cards(self, program, customers):
        """Make the recognition cards of measured customers.

        :param program: at most one ``loyalty.tier.program``
        :param dict customers: ``Measured`` by any key
        :return: by the same key: ``tier_id`` held, ``promoted`` when it was reached
            just now, ``visits``, ``last_visit`` (shop day), ``missing`` (a sentence
            in the user's language), ``progress`` (0 to 1), ``party_tier_id`` due;
            ``due``: perks to be served, absent when there are none. Those of a
            promotion that was reached just now are made when its sale is committed;
            ``opens``: where ``promoted``, names of products that are open from now on
        :rtype: dict
        """
        cards, ladder = {}, program and program._ladder()
        for key, customer in customers.items():
            tier_id = customer.tier_id
            if program._protects():
                tier_id = ladder.higher(customer.held, tier_id)
            standing = ladder.standing(customer.score, held=tier_id)
            promoted = ladder.height(tier_id) > ladder.height(customer.held)
            cards[key] = {
                "tier_id": tier_id or False,
                "promoted": promoted,
                "visits": customer.score.visits,
                "last_visit": fields.Date.to_string(customer.last_visit) or False,
                "missing": program._missing_text(standing),
                "progress": round(standing.progress, 2),
                "party_tier_id": customer.party_tier_id or False,
            }
            if customer.due:
                cards[key]["due"] = customer.due
            if promoted:
                tiers = self.env["loyalty.tier"]
                before = tiers.browse(customer.held or ())
                cards[key]["opens"] = tiers.browse(tier_id)._opens_names(before)
        return cards
