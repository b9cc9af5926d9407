# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_guest import LoyaltyTiersGuestCommon
from .test_access import MODELS, NOTHING

SECRET = "Xylophobia Peanut"
TALK = "Graduation at Qyzylorda"
RELATION = "loyalty_tier_preference_ids"
# Who is refused may be told so in more than one way; never by the value.
REFUSED = (AccessError, UserError, ValueError, KeyError, AttributeError)


@tagged("post_install", "-at_install")
class TestHostileReading(LoyaltyTiersGuestCommon):
    """Everybody tries to read what a guest must not eat, by every way of the ORM."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.guest = cls._make_guest("Ada", visits=2)
        cls.nobody = cls._make_guest("Bo", visits=2)
        cls.forbidden = cls._preference(cls.guest, SECRET, "forbidden")
        cls.allergic = cls._make_guest("Cy", visits=2)
        cls._preference(cls.allergic, SECRET, "forbidden")
        cls._preference(cls.guest, "Window", "seat")
        cls._talk(cls.guest, TALK)
        cls._talk(cls.guest, TALK, managers_only=True)
        cls.everybody = [
            cls.public,
            cls.portal,
            cls.employee,
            cls.greeter,
            cls.cashier,
            cls.marketing,
            cls.manager,
            cls.env.ref("base.user_admin"),
        ]
        cls.env.flush_all()

    def _answers(self, user, model, *calls):
        """What somebody is told; a refusal is an answer too."""
        answers = []
        for method, args, kwargs in calls:
            self.env.invalidate_all()
            records = self.env[model].with_user(user)
            try:
                with self.env.cr.savepoint():
                    answers.append(str(getattr(records, method)(*args, **kwargs)))
            except REFUSED as error:
                answers.append(f"refused: {error}")
        return answers

    def assertTellsNothing(self, user, model, *calls, secrets=(SECRET,)):
        for call, answer in zip(calls, self._answers(user, model, *calls), strict=True):
            for secret in secrets:
                self.assertNotIn(secret, answer, f"{user.login} {model} {call}")

    def assertBlind(self, user, model, make_call):
        """The answer is the same whether a guess is right or wrong."""
        right, wrong = (
            self._answers(user, model, make_call(text))[0].replace(text, "?")
            for text in (SECRET, "Nothing of the kind")
        )
        self.assertEqual(right, wrong, f"{user.login} {model}")

    # ------------------------------------------------------------- straight on
    def test_nobody_reads_lists_groups_or_exports_what_must_not_be_eaten(self):
        ids = [self.forbidden.id]
        for user in self.everybody:
            self.assertTellsNothing(
                user,
                "res.partner.preference",
                ("search_read", ([], ["text", "kind"]), {}),
                ("search_read", ([("id", "in", ids)],), {}),
                ("web_search_read", ([], {"text": {}, "display_name": {}}), {}),
                ("name_search", ("Xylo",), {}),
                ("formatted_read_group", ([], ["text"], ["__count"]), {}),
                ("web_read_group", ([], ["text"]), {}),
                ("_read_group", ([], ["text"], ["__count"]), {}),
                (
                    "read_progress_bar",
                    ([], "text", {"field": "kind", "colors": {}}),
                    {},
                ),
            )

    def test_nobody_reads_it_by_its_id(self):
        ways = [
            lambda row: row.read(["text"]),
            lambda row: row.web_read({"text": {}, "display_name": {}}),
            lambda row: row.export_data(["text", "display_name"]),
            lambda row: row.display_name,
            lambda row: row.text,
            lambda row: row.mapped("text"),
            lambda row: row.copy_data(),
            lambda row: row.copy().text,
            lambda row: row.partner_id.loyalty_tier_preference_ids.mapped("text"),
        ]
        for user in self.everybody:
            for number, way in enumerate(ways):
                self.env.invalidate_all()
                row = self.forbidden.with_user(user).with_context(active_test=False)
                try:
                    with self.env.cr.savepoint():
                        answer = str(way(row.sudo(False)))
                except REFUSED as error:
                    answer = str(error)
                self.assertNotIn(SECRET, answer, f"{user.login}, way {number}")

    def test_nobody_changes_or_removes_it_by_its_id(self):
        for user in self.everybody:
            row = self.forbidden.with_user(user)
            for change in (
                lambda row: row.write({"kind": "likes"}),
                lambda row: row.write({"text": "Anything"}),
                lambda row: row.write({"partner_id": self.nobody.id}),
                lambda row: row.write({"active": False}),
                lambda row: row.unlink(),
            ):
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    change(row)

    # ------------------------------------------------------------------ oracles
    def test_no_search_answers_a_guess(self):
        domains = (
            lambda text: [(f"{RELATION}.text", "ilike", text)],
            lambda text: [(RELATION, "ilike", text)],
            lambda text: [(RELATION, "any", [("text", "=", text)])],
            lambda text: [(f"{RELATION}.consent_id.partner_id.name", "=", text)],
            lambda text: [(f"{RELATION}.kind", "=", text)],
            lambda text: ["!", (f"{RELATION}.text", "ilike", text)],
            lambda text: [(RELATION, "not any", [("text", "like", text)])],
        )
        for user in self.everybody:
            for domain in domains:
                self.assertBlind(
                    user,
                    "res.partner",
                    lambda text, domain=domain: ("search_count", (domain(text),), {}),
                )

    def test_no_search_tells_who_must_not_eat_something(self):
        for user in self.everybody:
            partners = self.env["res.partner"].with_user(user)
            for domain in (
                [(f"{RELATION}.kind", "=", "forbidden")],
                [(RELATION, "any", [("reason", "!=", False)])],
                [(f"{RELATION}.consent_id", "!=", False)],
                [(f"{RELATION}.id", "=", self.forbidden.id)],
                [(RELATION, "in", self.forbidden.ids)],
                [(RELATION, "=", self.forbidden.id)],
                [(RELATION, "!=", False), ("id", "=", self.allergic.id)],
            ):
                try:
                    with self.env.cr.savepoint():
                        found = partners.search(domain)
                except REFUSED:
                    continue
                self.assertFalse(
                    found & (self.guest | self.allergic), f"{user.login} {domain}"
                )

    def test_no_relation_leads_to_it(self):
        for user in self.everybody:
            for model in ("product.template", "res.partner.preference.tag"):
                dishes = self.env[model].with_user(user)
                for name, field in dishes._fields.items():
                    if field.comodel_name == "res.partner.preference":
                        self.fail(f"{model}.{name} leads to what must not be eaten")
        preferences = [
            name
            for name, field in self.env["res.partner"]._fields.items()
            if field.comodel_name == "res.partner.preference"
        ]
        self.assertEqual(preferences, [RELATION])

    def test_what_replaced_it_is_not_named(self):
        old = self._preference(self.nobody, "Nuts make me sneeze", "avoids")
        new = self._preference(self.nobody, SECRET, "forbidden")
        old.write({"active": False, "replaced_by_id": new.id})
        self.env.flush_all()
        for user in (self.marketing, self.manager, self.env.ref("base.user_admin")):
            self.assertTellsNothing(
                user,
                "res.partner.preference",
                ("search_read", ([("active", "=", False)], ["replaced_by_id"]), {}),
                (
                    "web_search_read",
                    (
                        [("active", "=", False)],
                        {
                            "replaced_by_id": {
                                "fields": {"display_name": {}, "text": {}}
                            }
                        },
                    ),
                    {},
                ),
                ("_read_group", ([], ["replaced_by_id.text"], ["__count"]), {}),
                ("formatted_read_group", ([], ["replaced_by_id"], ["__count"]), {}),
            )
            self.assertBlind(
                user,
                "res.partner.preference",
                lambda text: (
                    "search_count",
                    ([("replaced_by_id.text", "ilike", text), ("active", "=", False)],),
                    {},
                ),
            )

    def test_no_order_of_a_list_tells_it(self):
        for user in self.everybody:
            for order in (
                f"{RELATION}.text",
                f"{RELATION} desc",
                "loyalty_tier_conversation_ids",
                "(select text from res_partner_preference limit 1)",
            ):
                answers = self._answers(
                    user, "res.partner", ("search", ([],), {"order": order, "limit": 3})
                )
                self.assertIn("refused", answers[0], f"{user.login} {order}")

    def test_no_grouping_of_contacts_tells_it(self):
        for user in self.everybody:
            self.assertTellsNothing(
                user,
                "res.partner",
                ("_read_group", ([], [RELATION], ["__count"]), {}),
                ("_read_group", ([], [f"{RELATION}.text"], ["__count"]), {}),
                ("formatted_read_group", ([], [RELATION], ["__count"]), {}),
                ("_read_group", ([], [], [f"{RELATION}.text:array_agg"]), {}),
            )

    def test_no_form_computes_it_for_who_did_not_open_it(self):
        """A form asks the server to compute fields of rows that do not exist."""
        line = {"preference_ref": self.forbidden.id}
        wizard = {"partner_id": self.guest.id, "line_ids": [(0, 0, line)]}
        spec = {"line_ids": {"fields": {"text": {}, "reason": {}}}, "partner_id": {}}
        text = {"text": {}, "wizard_id": {}}
        preference = {
            "text": {},
            "display_name": {},
            "replaced_by_id": {"fields": {"display_name": {}, "text": {}}},
        }
        for user in self.everybody:
            self.assertTellsNothing(
                user,
                "res.partner.knowledge",
                ("onchange", (wizard, [], spec), {}),
                ("onchange", (wizard, ["partner_id"], spec), {}),
            )
            self.assertTellsNothing(
                user, "res.partner.knowledge.line", ("onchange", (line, [], text), {})
            )
            self.assertTellsNothing(
                user,
                "res.partner.preference",
                (
                    "onchange",
                    ({"replaced_by_id": self.forbidden.id}, [], preference),
                    {},
                ),
            )

    # -------------------------------------------------------- talks and the rest
    def test_talks_are_read_by_managers_alone_outside_the_till(self):
        for user in self.everybody[:6]:
            self.assertTellsNothing(
                user,
                "res.partner.conversation",
                ("search_read", ([],), {}),
                ("name_search", ("Grad",), {}),
                ("_read_group", ([], ["text"], ["__count"]), {}),
                secrets=(TALK,),
            )
            for domain in (
                [("loyalty_tier_conversation_ids.text", "ilike", "Grad")],
                [("loyalty_tier_conversation_ids", "ilike", "Grad")],
            ):
                answers = self._answers(user, "res.partner", ("search", (domain,), {}))
                self.assertIn("refused", answers[0])

    def test_who_has_no_right_to_a_model_has_no_way_in(self):
        """The same for every model of ours: read, list, group, name, export."""
        roles = [self.public, self.portal, self.employee]
        roles += [self.cashier, self.marketing, self.manager]
        for model, rights in MODELS.items():
            some = self.env[model].sudo().search([], limit=1)
            for user, allowed in zip(roles, rights, strict=True):
                if allowed != NOTHING or user == self.cashier:
                    continue
                calls = (
                    ("search_read", ([],), {}),
                    ("search_count", ([],), {}),
                    ("name_search", ("",), {}),
                    ("_read_group", ([], ["id"], ["__count"]), {}),
                    ("create", ({},), {}),
                )
                for answer in self._answers(user, model, *calls):
                    self.assertIn("refused", answer, f"{user.login} {model}")
                if some:
                    row = some.with_user(user)
                    for way in (
                        lambda row: row.read(["id"]),
                        lambda row: row.export_data(["id"]),
                        lambda row: row.write({}),
                        lambda row: row.unlink(),
                    ):
                        with self.assertRaises(UserError, msg=f"{model} {user.login}"):
                            way(row)

    def test_history_holds_nothing_sensitive(self):
        """P1: the chatter says that something was changed, never what."""
        self.forbidden.with_user(self.cashier).sudo().write({"text": SECRET + "s"})
        self.env.flush_all()
        for query in (
            "SELECT count(*) FROM mail_message WHERE body ILIKE %s OR subject ILIKE %s",
            "SELECT count(*) FROM mail_tracking_value"
            " WHERE old_value_char ILIKE %s OR new_value_char ILIKE %s",
        ):
            for secret in (SECRET, TALK):
                self.env.cr.execute(query, [f"%{secret}%"] * 2)
                self.assertEqual(self.env.cr.fetchone()[0], 0)

    def test_fifty_openings_leave_fifty_lines(self):
        """P3: who opened what must not be eaten is known, one line for each time."""
        knowledge = self.env["loyalty.tier.knowledge"].with_user(self.cashier)
        for _time in range(50):
            known = knowledge.read_guest(self.guest.id, self.till.id)["knowledge"]
            self.assertEqual(known["forbidden"][0]["text"], SECRET)
        knowledge.read_guest(self.nobody.id, self.till.id)

        lines = self._lines(self.guest, "opened")
        self.assertEqual(len(lines), 50)
        self.assertEqual(lines.user_id, self.cashier)
        self.assertEqual(lines.config_id, self.till)
        self.assertFalse(self._lines(self.nobody, "opened"))
