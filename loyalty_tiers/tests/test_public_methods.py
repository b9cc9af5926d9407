# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import inspect

from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL

from .common_guest import LoyaltyTiersGuestCommon
from .public_methods import EXTENDED, OF_SERVER, PUBLIC, WINDOWS

SECRETS = ("Xylophobia Peanut", "Graduation at Qyzylorda", "Zephyrine", "Fizzwidget")
NUTS, TALK, NAME, TREAT = SECRETS
OF_ORM = set(dir(models.BaseModel))


@tagged("post_install", "-at_install")
class TestPublicMethods(LoyaltyTiersGuestCommon):
    """Strangers call everything that can be called, with the ids of a guest of ours."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.program.company_id = cls.company
        cls.guest = cls._make_guest(
            NAME, visits=2, company_id=cls.company.id, barcode="0420000000017"
        )
        cls.guest.loyalty_tier_code = "0420000000024"
        cls.forbidden = cls._preference(cls.guest, NUTS, "forbidden")
        cls.talk = cls._talk(cls.guest, TALK)
        cls.occasion = cls._occasion(cls.guest)
        cls.perk = cls.env["loyalty.tier.perk"].create(
            {"name": TREAT, "tier_id": cls.silver.id}
        )
        cls.grant = cls._sudo("loyalty.tier.grant").create(
            {
                "program_id": cls.program.id,
                "partner_id": cls.guest.id,
                "perk_id": cls.perk.id,
                "cause": "staff",
            }
        )
        cls._make_rows()
        cls.stranger = cls._stranger()
        pos = cls.env.ref("point_of_sale.group_pos_manager")
        cls.stranger.group_ids += pos
        cls.env.flush_all()

    @classmethod
    def _make_rows(cls):
        """Something of each model, for whoever brings its id along."""
        cls.rows = {
            "loyalty.tier": cls.silver,
            "loyalty.tier.grant": cls.grant,
            "loyalty.tier.perk": cls.perk,
            "loyalty.tier.perk.report": cls.env["loyalty.tier.perk.report"].search(
                [("perk_id", "=", cls.perk.id)], limit=1
            ),
            "loyalty.tier.entry": cls.env["loyalty.tier.entry"].search(
                [("partner_id", "=", cls.guest.id)], limit=1
            ),
            "loyalty.tier.membership": cls._membership(cls.guest),
            "loyalty.tier.move": cls._moves(cls.guest)[:1],
            "loyalty.tier.program": cls.program,
            "pos.config": cls.till,
            "res.partner": cls.guest,
        }
        for model, values in cls._values().items():
            cls.rows[model] = cls._sudo(model).create(values)
        lines = cls.rows["res.partner.knowledge"].line_ids
        cls.rows["res.partner.knowledge.line"] = lines
        cls.rows["loyalty.tier.exception"] = cls._make_exception()
        cls.rows["loyalty.tier.breach"] = cls._make_breach()
        tags = cls.env["res.partner.preference.tag"]
        tags = tags.create([{"name": "Nut"}, {"name": "Nuts"}])
        merge = cls._sudo("res.partner.preference.tag.merge")
        merge = merge.with_context(active_model=tags._name, active_ids=tags.ids)
        cls.rows["res.partner.preference.tag.merge"] = merge.create(
            {"kept_id": tags[0].id, "tag_ids": [(6, 0, tags.ids)]}
        )

    @classmethod
    def _values(cls):
        guest, program = {"partner_id": cls.guest.id}, {"program_id": cls.program.id}
        return {
            "loyalty.tier.audit": {"state": "stopped"},
            "loyalty.tier.bring": program,
            "loyalty.tier.change": {
                **program,
                "apply_on": "2030-01-01",
                "before": {"tiers": []},
                "draft": {"tiers": []},
                "user_id": cls.manager.id,
            },
            "loyalty.tier.freeze": {
                **program,
                **guest,
                "since": "2020-01-01",
                "until": "2020-01-02",
                "reason": "Ill",
            },
            "loyalty.tier.gate": {"name": TREAT, "company_id": cls.company.id},
            "loyalty.tier.honour": {
                **guest,
                "tier_id": cls.gold.id,
                "reason": "Friend",
            },
            "loyalty.tier.idea": {**program, "name": TREAT},
            "loyalty.tier.preset": {"company_id": cls.company.id},
            "loyalty.tier.privacy": {**guest, "step": "confirm"},
            "loyalty.tier.simulation": program,
            "res.partner.knowledge": {
                **guest,
                "line_ids": [(0, 0, {"preference_ref": cls.forbidden.id})],
            },
        }

    @classmethod
    def _make_breach(cls):
        return cls._sudo("loyalty.tier.breach").create(
            {
                "partner_id": cls.guest.id,
                "company_id": cls.company.id,
                "product_id": cls.product.id,
                "origin_model": "pos.order",
                "origin_id": 1,
                "line_id": 1,
                "date": "2024-01-01",
                "kind": "tier",
            }
        )

    @classmethod
    def _make_exception(cls):
        order = cls._pay(cls.guest)
        return cls._sudo("loyalty.tier.exception").create(
            {
                "program_id": cls.program.id,
                "company_id": cls.company.id,
                "partner_id": cls.guest.id,
                "order_id": order.id,
                "kind": "receipts",
                "date": order.date_order,
                "day": order.date_order,
            }
        )

    @property
    def _words(self):
        """What is said for a parameter of this name."""
        return {
            "partner_id": self.guest.id,
            "config_id": self.till.id,
            "grant_id": self.grant.id,
            "perk_id": self.perk.id,
            "preference_id": self.forbidden.id,
            "talk_id": self.talk.id,
            "occasion_id": self.occasion.id,
            "tier_id": self.silver.id,
            "uuid": "b3f1",
            "values": {
                "uuid": "b3f1",
                "text": "Anything",
                "kind": "likes",
                "reason": "Why not",
                "kind_id": self.occasion.kind_id.id,
                "month": 2,
                "day": 3,
                "approve": True,
            },
            "query": "0420000000024",
            "barcode": "0420000000017",
            "rows": [
                {
                    "reference": "X-1",
                    "customer": "0420000000017",
                    "date": "2024-01-01",
                    "visits": "100",
                }
            ],
            "program_id": self.program.id,
            "draft": {"tiers": []},
            "device": "x",
            "name": "A song",
            "description": "By the whole staff",
        }

    def _call(self, user, model, name):
        """Call a method as somebody.

        :return: the answer; an exception that refused it
        """
        self.env.invalidate_all()
        method = getattr(self.env[model], name)
        says = {
            parameter: value
            for parameter, value in self._words.items()
            if parameter in inspect.signature(method).parameters
        }
        if model == "res.partner" and name == "loyalty_recognition":
            says = {"barcode": says["barcode"]}
        records = self.env[model].with_user(user)
        if not getattr(method, "_api_model", False):
            records = records.browse(self.rows[model].ids)
        try:
            with self.env.cr.savepoint():
                answer = getattr(records, name)(**says)
                self.env.flush_all()
                return answer
        except (AccessError, UserError, ValueError) as error:
            return error

    def _everything(self):
        """A finger print of all rows of ours."""
        self.env.flush_all()
        tables = [
            model._table
            for model in self.env.values()
            if (model._original_module or "").startswith("loyalty_tiers")
            and model._auto
            and not model._abstract
        ]
        prints = {}
        for table in sorted(tables):
            query = "SELECT md5(string_agg(row::text, '' ORDER BY id)) FROM %s row"
            prints[table] = self.env.execute_query(SQL(query, SQL.identifier(table)))
        # A wrong guess is noted: that is all that a stranger changes.
        prints.pop("loyalty_tier_access")
        return prints

    def test_every_method_that_can_be_called_is_known(self):
        found = set()
        for name, model in self.env.items():
            for cls in type(model).__mro__:
                if not cls.__module__.startswith("odoo.addons.loyalty_tiers"):
                    continue
                found |= {
                    (name, method)
                    for method, function in vars(cls).items()
                    if inspect.isfunction(function)
                    and not method.startswith("_")
                    and method not in OF_ORM
                    and not getattr(function, "_api_private", False)
                }

        known = {(model, name) for model, names in PUBLIC.items() for name in names}
        ours = {call for call in found if call not in EXTENDED}
        # Addons that join us to other apps have lists of their own.
        self.assertEqual({call for call in ours - known if self._is_core(call)}, set())
        self.assertEqual(known - ours, set())

    def _is_core(self, call):
        model, name = call
        method = getattr(type(self.env[model]), name)
        return method.__module__.startswith("odoo.addons.loyalty_tiers.")

    def test_who_has_no_business_here_is_refused_everywhere(self):
        before = self._everything()
        for user in (self.public, self.portal, self.employee):
            for model, names in PUBLIC.items():
                for name in sorted(names):
                    if (model, name) in WINDOWS:
                        continue
                    with self.subTest(f"{user.login} {model}.{name}"):
                        answer = self._call(user, model, name)
                        self.assertIsInstance(answer, (AccessError, UserError))
                        for secret in SECRETS:
                            self.assertNotIn(secret, str(answer))
        self.assertEqual(self._everything(), before)

    def test_a_manager_of_another_company_learns_and_changes_nothing(self):
        for model, names in PUBLIC.items():
            for name in sorted(names):
                if (model, name) in OF_SERVER:
                    continue
                with self.subTest(f"{model}.{name}"):
                    before = self._everything()
                    answer = self._call(self.stranger, model, name)
                    for secret in SECRETS:
                        self.assertNotIn(secret, str(answer))
                    self.assertEqual(self._everything(), before)
