# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io
import zipfile

from lxml import etree, html

from odoo.tests import tagged

from .common_guest import LoyaltyTiersGuestCommon

EVALUATED = "145927"  # 7 * 20847: who computes it has run the text of a stranger
PAYLOADS = (
    "<script>window.__xss=1</script>",
    "<img src=x onerror=window.__xss=1>",
    "<svg onload=window.__xss=1>",
    "<svg><script>window.__xss=1</script></svg>",
    '"><script>window.__xss=1</script>',
    "' onmouseover='window.__xss=1",
    "javascript:window.__xss=1",
    "<a href='javascript:window.__xss=1'>x</a>",
    "<iframe srcdoc='<script>parent.__xss=1</script>'></iframe>",
    "{{ 7 * 20847 }}",
    "${7 * 20847}",
    "<t t-out='7 * 20847'/>",
    "%(name)s %s {name} {0.__class__}",
    "\u202egnp.exe\u202c <b>",
    "</title></style><style>*{background:url(//x.example)}</style>",
)
# Drawn from the ready-made ladders that come with the addon; what the shop writes
# itself, which Odoo cleans; and how a mail will look, in a sandbox.
OWN_WORDS = {
    ("loyalty.tier.preset", "ladder"),
    ("loyalty.tier.mailing.block", "body"),
    ("loyalty.tier.paper", "body"),
}
PICTURES = {
    ("loyalty.tier.mailing.preview", "body"),
    ("loyalty.tier.message.preview", "body_html"),
}
ACTIVE = {"script", "iframe", "object", "embed", "t", "a", "b"}


@tagged("post_install", "-at_install")
class TestHostileTexts(LoyaltyTiersGuestCommon):
    """Names and notes come from strangers: they are shown, never run."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.guest = cls._make_guest("Ada", email="ada@example.com")
        cls.tag = cls.env["res.partner.preference.tag"].create({"name": "Nut"})
        cls.perk = cls.env["loyalty.tier.perk"].create(
            {"name": "A toast", "tier_id": cls.silver.id}
        )

    def _spread(self, text):
        """Write a text wherever a stranger, or a colleague, may write one."""
        self.guest.write({"name": text, "loyalty_tier_called": text})
        for record in (self.silver, self.tag, self.perk, self.product):
            record.name = text
        self.silver.party_text = text
        if "{" not in text:
            self.silver.greeting = f"Hello {text}"
        self._preference(self.guest, text)
        self._preference(self.guest, text, "forbidden")
        self._talk(self.guest, text)
        return self._sudo("loyalty.tier.grant").create(
            {
                "program_id": self.program.id,
                "partner_id": self.guest.id,
                "perk_id": self.perk.id,
                "cause": "staff",
                "reason": text,
                "note": text,
            }
        )

    def assertHarmless(self, page, text, where):
        """A page shows a text and runs nothing of it."""
        page = page.decode() if isinstance(page, bytes) else str(page)
        tree = html.fromstring(page)
        for node in tree.iter(etree.Element):
            if node.tag in ("link", "script"):
                continue  # Odoo's own; new ones are counted apart
            for name, value in node.attrib.items():
                self.assertFalse(name.startswith("on"), f"{where}: {name}")
                self.assertNotIn(
                    "javascript:", value if name in ("href", "src") else ""
                )
        texts = "".join(tree.itertext())
        self.assertNotIn(EVALUATED, texts, where)
        if "<" in text:
            self.assertNotIn(text, page.replace("&lt;", "[").replace("&amp;", "&"))

    def _pages(self):
        """All that is rendered of a guest: paper, mail, export, chatter."""
        reports = self.env["ir.actions.report"]
        for report in ("name_card_single", "name_card_sheet"):
            name = f"loyalty_tiers.{report}"
            page, _kind = reports._render_qweb_html(name, self.guest.ids)
            yield name, page
        template = self.env.ref("loyalty_tiers.mail_template_card")
        for field in ("body_html", "subject"):
            rendered = template._render_field(field, self.guest.ids)[self.guest.id]
            yield field, f"<div>{rendered}</div>" if field == "body_html" else "<p/>"
        file = self.env["loyalty.tier.export"]._zip(self.guest)
        with zipfile.ZipFile(io.BytesIO(file)) as data:
            yield "export", data.read("guest.html")
        for message in self.guest.message_ids:
            yield "chatter", f"<div>{message.body}</div>"

    def test_fifteen_texts_of_strangers_are_shown_and_never_run(self):
        clean = {where: self._tags(page) for where, page in self._pages()}
        for number, text in enumerate(PAYLOADS):
            guests = self._make_guest(f"Guest {number}", email="x@example.com")
            self.guest = guests
            self._spread(text)
            self._visit(self.guest, 2)  # a promotion writes into the chatter
            self.assertTier(self.guest, self.silver)
            for where, page in self._pages():
                with self.subTest(f"{where}: {text}"):
                    self.assertHarmless(page, text, where)
                    if where in clean:
                        fresh = self._tags(page) - clean[where]
                        self.assertFalse(fresh & ACTIVE, f"{where} {text}")

    def _tags(self, page):
        page = page.decode() if isinstance(page, bytes) else str(page)
        return {str(node.tag).lower() for node in html.fromstring(page).iter()}

    def test_the_till_and_other_systems_get_texts_as_they_are(self):
        """What is shown as text must not be escaped twice, nor looked into."""
        for text in PAYLOADS:
            self.guest = self._make_guest("Ada")
            self._spread(text)
            self._visit(self.guest, 2)
            self.env.invalidate_all()
            knowledge = self.env["loyalty.tier.knowledge"].with_user(self.cashier)
            known = knowledge.read_guest(self.guest.id, self.till.id)["knowledge"]
            self.assertEqual(known["talks"][0]["text"], text)
            self.assertEqual(known["forbidden"][0]["text"], text)
            partners = self.env["res.partner"].with_user(self.cashier)
            answer = partners.loyalty_recognition(id=self.guest.id)
            self.assertEqual(answer["name"], text)
            self.assertEqual(answer["title"], text)
            self.assertNotIn(EVALUATED, str(answer))

    def test_no_field_of_ours_holds_marked_up_text(self):
        """Odoo escapes what is no Html: forms, lists and reports of ours are safe."""
        for name, model in self.env.items():
            for field in model._fields.values():
                ours = all(m.startswith("loyalty_tiers") for m in field._modules)
                known = (name, field.name) in OWN_WORDS | PICTURES
                if field._modules and ours and not known:
                    self.assertNotEqual(field.type, "html", f"{name}.{field.name}")

    def test_no_view_of_ours_shows_text_as_markup(self):
        views = self.env["ir.model.data"].search(
            [("module", "=like", "loyalty_tiers%"), ("model", "=", "ir.ui.view")]
        )
        for view in self.env["ir.ui.view"].browse(views.mapped("res_id")):
            tree = etree.fromstring(view.arch.encode())
            for node in tree.iter(etree.Element):
                self.assertNotIn("t-raw", node.attrib, view.xml_id)
                if (view.model, node.get("name")) in PICTURES:
                    self.assertIn("sandboxedPreview", node.get("options"))
                    continue
                self.assertNotEqual(node.get("widget"), "html", view.xml_id)
                self.assertNotIn("Markup", node.get("t-out", ""), view.xml_id)
