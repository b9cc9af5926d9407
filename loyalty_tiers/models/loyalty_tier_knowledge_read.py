# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL

from .loyalty_tier_knowledge import MANAGER

LAST_ORDERS = 100  # what a guest had longer ago is no habit
USUAL_PRODUCTS = 4
LAST_TALKS = 3

FACTS = """
SELECT
    (SELECT json_agg(row_to_json(preference)) FROM (
        SELECT preference.id, preference.kind, preference.reason,
               preference.tag_id, preference.text, preference.source,
               preference.date, preference.config_id IS NOT NULL AS here_only,
               COALESCE(tag.name ->> %(lang)s, tag.name ->> 'en_US') AS tag,
               author.name AS by,
               ARRAY(SELECT product_template_id
                       FROM res_partner_preference_product_rel
                      WHERE res_partner_preference_id = preference.id
                      UNION
                     SELECT product_template_id
                       FROM res_partner_preference_tag_product_rel
                      WHERE res_partner_preference_tag_id = preference.tag_id
               ) AS dishes
          FROM res_partner_preference preference
     LEFT JOIN res_partner_preference_tag tag ON tag.id = preference.tag_id
     LEFT JOIN res_users ON res_users.id = preference.user_id
     LEFT JOIN res_partner author ON author.id = res_users.partner_id
         WHERE preference.partner_id = ANY(%(partner_ids)s) AND preference.active
           AND (preference.config_id IS NULL
                OR preference.config_id = ANY(%(config_ids)s))
         ORDER BY tag.sequence, preference.id) preference),
    (SELECT json_agg(row_to_json(talk)) FROM (
        SELECT talk.id, talk.text, talk.date, author.name AS by, talk.managers_only,
               talk.config_id IS NOT NULL AS here_only
          FROM res_partner_conversation talk
     LEFT JOIN res_users ON res_users.id = talk.user_id
     LEFT JOIN res_partner author ON author.id = res_users.partner_id
         WHERE talk.partner_id = ANY(%(partner_ids)s)
           AND (talk.config_id IS NULL OR talk.config_id = ANY(%(config_ids)s))
           AND (talk.expires_on IS NULL OR talk.expires_on >= %(today)s)
           AND (%(manager)s OR talk.managers_only IS NOT TRUE)
         ORDER BY talk.date DESC, talk.id DESC
         LIMIT %(talks)s) talk),
    (SELECT json_agg(row_to_json(occasion)) FROM (
        SELECT occasion.id, occasion.kind_id, occasion.month, occasion.day, kind.icon,
               COALESCE(kind.name ->> %(lang)s, kind.name ->> 'en_US') AS name
          FROM res_partner_occasion occasion
          JOIN res_partner_occasion_kind kind ON kind.id = occasion.kind_id
         WHERE occasion.partner_id = ANY(%(partner_ids)s)
         ORDER BY kind.sequence, occasion.id) occasion),
    (SELECT occasion_days FROM loyalty_tier WHERE id = %(tier_id)s)
"""

USUAL = """
WITH recent AS (
    SELECT id, date_order
      FROM pos_order
     WHERE partner_id = %(partner_id)s AND state IN ('paid', 'done')
     ORDER BY date_order DESC, id DESC
     LIMIT %(orders)s
), bought AS (
    SELECT line.order_id, line.product_id, recent.date_order,
           ARRAY(SELECT product_template_attribute_value_id
                   FROM pos_order_line_product_template_attribute_value_rel
                  WHERE pos_order_line_id = line.id
                  ORDER BY 1) AS options,
           line.qty + COALESCE(
               (SELECT sum(back.qty)
                  FROM pos_order_line back
                  JOIN pos_order ON pos_order.id = back.order_id
                 WHERE back.refunded_orderline_id = line.id
                   AND pos_order.state IN ('paid', 'done')), 0) AS qty
      FROM recent
      JOIN pos_order_line line ON line.order_id = recent.id
     WHERE line.qty > 0 AND line.price_subtotal_incl > 0
       AND line.refunded_orderline_id IS NULL AND line.combo_parent_id IS NULL
       AND line.product_id NOT IN (%(no_goods)s)
), usual AS (
    SELECT bought.product_id, bought.options, product.product_tmpl_id, template.name,
           mode() WITHIN GROUP (ORDER BY bought.qty) AS qty,
           count(DISTINCT bought.order_id) AS orders,
           sum(bought.qty) AS units, max(bought.date_order) AS last
      FROM bought
      JOIN product_product product ON product.id = bought.product_id
      JOIN product_template template ON template.id = product.product_tmpl_id
     WHERE bought.qty > 0 AND product.active AND template.active
       AND template.available_in_pos AND template.type != 'combo'
       AND (template.company_id IS NULL OR template.company_id = ANY(%(company_ids)s))
     GROUP BY bought.product_id, bought.options, product.product_tmpl_id, template.name
     ORDER BY orders DESC, units DESC, last DESC, bought.product_id
     LIMIT %(products)s
)
SELECT usual.product_id, usual.product_tmpl_id, usual.qty, usual.options,
       COALESCE(usual.name ->> %(lang)s, usual.name ->> 'en_US'),
       ARRAY(SELECT COALESCE(option.name ->> %(lang)s, option.name ->> 'en_US')
               FROM product_template_attribute_value value
               JOIN product_attribute_value option
                 ON option.id = value.product_attribute_value_id
              WHERE value.id = ANY(usual.options)
              ORDER BY value.id)
  FROM usual
 ORDER BY usual.orders DESC, usual.units DESC, usual.last DESC, usual.product_id
"""


class LoyaltyTierKnowledge(models.AbstractModel):
    """How what is known of a guest is read: few queries, for a card waits for it."""

    # A file of its own for one purpose.
    _inherit = "loyalty.tier.knowledge"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _knowledge(self, partner):
        """Read what the staff of this till know of a guest.

        :param partner: one contact that the user may see
        :rtype: dict
        """
        card = partner.loyalty_tier_card or {}
        preferences, talks, occasions, window = self._facts(
            self._written_for(partner.sudo()), card.get("tier_id")
        )
        forbidden = [row for row in preferences if row["kind"] == "forbidden"]
        if forbidden:
            line = (partner.id, "opened", "forbidden")
            self.env["loyalty.tier.access"]._leave([line])
        return {
            "consent_text": self.env["res.partner.consent"]._text_to_read(),
            "forbidden": [self._forbidden_row(row) for row in forbidden],
            "preferences": [
                self._preference_row(row)
                for row in preferences
                if row["kind"] != "forbidden"
            ],
            "talks": talks,
            "occasions": self._occasion_rows(occasions, window or 0),
            "usual": self._usual(partner),
            "avoided": self._avoided(preferences),
        }

    @api.model
    def _facts(self, partners, tier_id):
        """Read what is written of a guest for this till.

        SQL because one query reads what would take the ORM a dozen, and because
        nobody has the right to read what a guest must not eat.

        :param partners: the guest, and the firm
        :param tier_id: the tier held, if any
        :return: preferences, talks, occasions (each a list of dictionaries), and the
            days before an occasion on which it opens
        :rtype: tuple
        """
        for model in (
            "res.partner.preference",
            "res.partner.preference.tag",
            "res.partner.conversation",
            "res.partner.occasion",
            "res.partner.occasion.kind",
            "loyalty.tier",
        ):
            self.env[model].flush_model()
        place = self._place
        [row] = self.env.execute_query(
            SQL(
                FACTS,
                partner_ids=partners.ids,
                config_ids=list(place.config_ids),
                lang=self.env.lang or "en_US",
                today=place.today(),
                manager=self.env.user.has_group(MANAGER),
                talks=LAST_TALKS,
                tier_id=tier_id or None,
            )
        )
        preferences, talks, occasions, window = row
        return preferences or [], talks or [], occasions or [], window

    @api.model
    def _forbidden_row(self, row):
        return {
            "id": row["id"],
            "text": self._worded(row),
            "tag_id": row["tag_id"] or False,
            "reason": row["reason"] or False,
            "reason_text": self._labels("reason").get(row["reason"], ""),
            "told_on": row["date"],
            "by": row["by"] or "",
            "here_only": row["here_only"],
        }

    @api.model
    def _preference_row(self, row):
        stale = self.env["res.partner.preference"]._stale_before(self._place.today())
        return {
            "id": row["id"],
            "kind": row["kind"],
            "tag_id": row["tag_id"] or False,
            "text": self._worded(row),
            "source": row["source"],
            "date": row["date"],
            "by": row["by"] or "",
            "here_only": row["here_only"],
            "stale": bool(stale) and row["date"] < fields.Date.to_string(stale),
        }

    @api.model
    def _worded(self, row):
        return ": ".join(word for word in (row["tag"], row["text"]) if word)

    @api.model
    def _occasion_rows(self, rows, window):
        """Say when each occasion comes next.

        :param list rows: of ``id, kind_id, name, icon, month, day``
        :param int window: days before, from which on it is celebrated
        :return: the next ones first
        """
        today = self._place.today()
        occasions = []
        for row in rows:
            following = self.env["res.partner.occasion"]._next_of(
                row["month"], row["day"], today
            )
            days = (following - today).days
            occasions.append(
                {
                    **{key: row[key] for key in ("id", "kind_id", "name")},
                    "icon": row["icon"] or "fa-calendar",
                    "date": fields.Date.to_string(following),
                    "days": days,
                    "open": days <= window,
                }
            )
        return sorted(occasions, key=lambda occasion: occasion["days"])

    @api.model
    def _avoided(self, rows):
        """Return which preferences each dish meets that the guest does not want.

        :return: ids of preferences by the id of the dish, as text for Json
        :rtype: dict(str, list(int))
        """
        avoided = {}
        for row in rows:
            if row["kind"] in ("avoids", "forbidden"):
                for dish in row["dishes"]:
                    avoided.setdefault(str(dish), []).append(row["id"])
        return avoided

    @api.model
    def _usual(self, partner):
        """Read what a guest orders most, with its options; refunds taken back.

        SQL because it counts lines of a hundred orders in one query, in every shop.

        :param partner: one contact
        :rtype: list(dict)
        """
        for model in ("pos.order", "pos.order.line", "product.template"):
            self.env[model].flush_model()
        no_goods = self.env["pos.config"].sudo()._loyalty_tier_uncounted_products()
        rows = self.env.execute_query(
            SQL(
                USUAL,
                partner_id=partner.id,
                orders=LAST_ORDERS,
                products=USUAL_PRODUCTS,
                no_goods=SQL(" UNION ").join(no_goods),
                company_ids=self._place.company_ids,
                lang=self.env.lang or "en_US",
            )
        )
        return [
            {
                "product_id": product_id,
                "product_tmpl_id": template_id,
                "qty": float(qty),
                "attribute_value_ids": options,
                "name": f"{name} ({', '.join(values)})" if values else name,
            }
            for product_id, template_id, qty, options, name, values in rows
        ]
