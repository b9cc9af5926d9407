# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models, tools
from odoo.tools import SQL

from odoo.addons.loyalty_tiers.ladder import Score
from odoo.addons.loyalty_tiers.models.res_partner_recognition import PLACEHOLDER

from .. import shop_sql

NEW_FOR_DAYS = 30  # what a promotion opened is new for so long
FEW = 4  # dishes that are named at once
LOCKED_CARDS = 8
LAST_ORDERS = 50
CANDIDATES = 100  # of which the dishes of a list are chosen


class LoyaltyTierShop(models.AbstractModel):
    """What a page of the web shop says to a guest: reads, and writes nothing."""

    _name = "loyalty.tier.shop"
    _description = "Loyalty Tier Web Shop"

    @api.model
    def _page(self, website, products, category=None, front=False):
        """Read what a page of the shop shows of the hidden menu, in one query.

        SQL because it reads guest, dishes and orders at once: the list of a shop may
        not become slow.

        :param website: the ``website``
        :param products: ``product.template`` of this page, all open to the visitor
        :param category: ``product.public.category`` of the page, maybe empty
        :param bool front: whether it is the first page, without search and filters
        :return: ``greeting``, ``missing``, ``hidden`` (something is open), ``reserved``
            (ids on this page), ``newly``, ``usual`` and ``teasers``; empty for a
            visitor to whom there is nothing to say
        :rtype: dict
        """
        gates = self.env["loyalty.tier.gate"]
        closed = gates._closed_ids()
        user = self.env.user
        guest = user.partner_id.browse() if user._is_public() else user.partner_id
        teasers = self._teaser_gates(closed) if front else frozenset()
        if not guest and not teasers:
            return {}
        row = self._read(website, guest, products, closed, teasers, category)
        member, hidden, reserved, *lists = row
        newly, usual, locked = (dishes or [] for dishes in lists)
        texts = self._teaser_texts()
        for dish in locked:
            named = [gate_id for gate_id in dish.pop("gates") if gate_id in closed]
            dish["text"] = texts.get(min(named), "")
        page = {
            "hidden": hidden and bool(guest),
            "reserved": set(reserved if guest else ()),
            "newly": self._with_addresses(newly) if front else [],
            "usual": self._with_addresses(usual) if front and not category else [],
            "teasers": locked,
        }
        return {**page, **self._welcome(member)} if member else page

    # ------------------------------------------------------------------- the guest
    @api.model
    def _welcome(self, member):
        """Say to a guest who they are and what is missing, as the till says it.

        :param dict member: ``called``, ``incognito``, the tier and what was measured
        :return: ``greeting`` and ``missing``
        :rtype: dict
        """
        program = self.env.company._loyalty_tier_program()
        if not program:
            return {"greeting": self.env._("Welcome, %s", member["called"] or "")}
        standing = program._ladder().standing(
            Score(
                member["visits"] or 0,
                member["spend"] or 0.0,
                member["stars"] or 0,
                member["orders"] or 0,
                member["margin"] or 0.0,
                member["days"] or 0,
            ),
            held=member["tier_id"],
        )
        spoken = {tier["id"]: tier["pos_greeting"] for tier in program._till_rows()}
        line = not member["incognito"] and spoken.get(member["tier_id"])
        said = {
            "name": member["called"] or "",
            "title": "",
            "visits": str(member["visits"] or 0),
        }
        line = line or program._till_welcome() or ""
        return {
            "greeting": PLACEHOLDER.sub(lambda found: said[found[1]], line).strip(),
            "missing": program._missing_text(standing),
        }

    @api.model
    def _with_addresses(self, dishes):
        slug = self.env["ir.http"]._slug
        return [
            {**dish, "url": f"/shop/{slug((dish['id'], dish['name']))}"}
            for dish in dishes
        ]

    # ----------------------------------------------------------------- the teasers
    @api.model
    def _teaser_gates(self, closed):
        """Return the gates that a locked card may name now.

        What is not on at the time, or is for named guests only, is no promise.

        :param closed: ids of gates that are closed to the visitor
        :rtype: frozenset(int)
        """
        now = fields.Datetime.now()
        return frozenset(
            row.gate_id
            for row in self.env["loyalty.tier.gate"]._rows()
            if row.gate_id in closed
            and row.mode == "teaser"
            and row.tier_ids
            and row.is_open_at(now)
        )

    @api.model
    @tools.ormcache("self.env.lang")
    def _teaser_texts(self):
        """Say of each teaser for whom it opens: "From Section Head up".

        :return: texts by id of the gate
        :rtype: dict(int, str)
        """
        gates = self.env["loyalty.tier.gate"].sudo()
        teasers = gates.search([("mode", "=", "teaser")])
        return {gate.id: gate._who_text() for gate in teasers}

    # ------------------------------------------------------------------- the query
    @api.model
    def _read(self, website, guest, products, closed, teasers, category):
        self._flush()
        program = self.env.company._loyalty_tier_program()
        opening = [
            (row.gate_id, tier_id)
            for row in self.env["loyalty.tier.gate"]._rows()
            for tier_id in row.tier_ids
        ]
        pairs = self._pairs()
        own = {
            "guest_id": guest.id or None,
            "program_id": program.id or None,
            "today": program._today() if program else None,
            "since": fields.Datetime.now() - timedelta(days=NEW_FOR_DAYS),
        }
        bought = SQL(shop_sql.BOUGHT, guest_id=guest.id or None, orders=LAST_ORDERS)
        company_ids = self.env.company.parent_ids.ids
        values = {
            "opening_ids": [gate_id for gate_id, _tier_id in opening],
            "tier_ids": [tier_id for _gate_id, tier_id in opening],
            "pairs": pairs,
            "bought": bought,
            "closed": sorted(closed),
            "candidates": CANDIDATES,
            "page_ids": products.ids,
            "is_sold": SQL(
                shop_sql.IS_SOLD, website_id=website.id, company_ids=company_ids
            ),
            "newly": self._dishes(SQL(shop_sql.NEWLY), FEW),
            "usual": self._dishes(SQL(shop_sql.USUAL), FEW),
            **self._teaser_parts(pairs, closed, teasers, products, category),
        }
        return self.env.execute_query(SQL(shop_sql.SHOP_PAGE, **own, **values))[0]

    @api.model
    def _teaser_parts(self, pairs, closed, teasers, products, category):
        """Return the parts of the query that look for locked cards."""
        if not teasers:
            return {"teased": SQL("SELECT NULL::int"), "teasers": SQL("NULL")}
        which = SQL(
            shop_sql.TEASERS, secret=sorted(closed - teasers), page_ids=products.ids
        )
        values = {
            "pairs": pairs,
            "gate_ids": sorted(teasers),
            "candidates": CANDIDATES,
        }
        teased = SQL(shop_sql.TEASED, **values)
        if category:
            path = f"{category.sudo().parent_path}%"
            teased = SQL(shop_sql.TEASED_IN_CATEGORY, path=path, **values)
        return {"teased": teased, "teasers": self._dishes(which, LOCKED_CARDS)}

    @api.model
    def _flush(self):
        for model in (
            "product.template",
            "res.partner",
            "loyalty.tier.membership",
            "loyalty.tier.move",
            "sale.order.line",
            "pos.order.line",
        ):
            self.env[model].flush_model()

    @api.model
    def _dishes(self, which, limit):
        lang = self.env.lang or "en_US"
        return SQL(shop_sql.DISHES, which=which, lang=lang, limit=limit)

    @api.model
    def _pairs(self):
        """Select which dish is reserved by which gate.

        :rtype: SQL
        """
        gates = self.env["loyalty.tier.gate"]
        templates = self.env["product.template"]
        gate_ids = [row.gate_id for row in gates._rows()]
        found = [SQL(shop_sql.BY_ITSELF, gate_ids=gate_ids)]
        of_categories = gates._of_categories()
        for name, model in templates._loyalty_tier_categories().items():
            field = templates._fields[name]
            reserved = [
                (category_id, gate_id)
                for category_id, ids in of_categories[model].items()
                for gate_id in ids
            ]
            if not reserved:
                continue
            values = {
                "category_ids": [category_id for category_id, _gate_id in reserved],
                "gate_ids": [gate_id for _category_id, gate_id in reserved],
            }
            if field.type == "many2one":
                column = SQL.identifier(name)
                found.append(SQL(shop_sql.BY_CATEGORY, column=column, **values))
                continue
            values |= {
                "relation": SQL.identifier(field.relation),
                "template": SQL.identifier(field.column1),
                "category": SQL.identifier(field.column2),
            }
            found.append(SQL(shop_sql.BY_CATEGORIES, **values))
        return SQL(" UNION ALL ").join(found)
