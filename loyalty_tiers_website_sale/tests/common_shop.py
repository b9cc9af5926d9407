# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import io
import json
from typing import NamedTuple

from PIL import Image

from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user

from odoo.addons.loyalty_tiers.audit.traces import without_locked

VISITORS = ("nobody", "tierless", "below", "at", "above")
ELIGIBLE = ("at", "above")
STRANGERS = ("nobody", "tierless", "below")


class Hidden(NamedTuple):
    """Something reserved, and by what an answer of the server would betray it."""

    template: object  # product.template
    variant: object  # product.product: the reserved variant, or the only one
    words: tuple  # texts that occur nowhere else
    addresses: tuple  # parts of addresses that lead to it


class HiddenMenuCase(HttpCase):
    """A web shop with a hidden menu, and five who come by.

    ``self.hidden`` holds what is reserved by kind: ``secret``, ``teaser``,
    ``shelf`` (by its web category), ``cellar`` (by its internal category),
    ``variant`` (one variant of a product that is open) and ``part`` (a part of the
    combo ``self.combo``, which is open). ``self.open`` is an open dish.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["loyalty.tier.gate"].search([]).active = False
        cls.website = cls.env["website"].search([], limit=1)
        cls.company = cls.website.company_id
        cls.env = cls.env(
            context={**cls.env.context, "allowed_company_ids": cls.company.ids}
        )
        cls._open_ladder()
        cls.users = {name: cls._make_visitor(name) for name in VISITORS[1:]}
        for visitor, tier in zip(VISITORS[2:], cls.program.tier_ids, strict=True):
            cls._honour(visitor, tier)
        cls._set_menu()
        cls.env.flush_all()

    # ------------------------------------------------------------ the guests
    @classmethod
    def _open_ladder(cls):
        names = ("Chief", "Section Head", "Director")
        cls.program = cls.env["loyalty.tier.program"].create(
            {
                "name": "Shop Regulars",
                "tier_ids": [
                    Command.create(
                        {
                            "name": name,
                            "sequence": rank,
                            "rule_ids": [Command.create({"min_visits": 90 + rank})],
                        }
                    )
                    for rank, name in enumerate(names)
                ],
            }
        )
        cls.company.loyalty_tier_program_id = cls.program
        while cls.program._work_step(5000):
            continue
        cls.tier_below, cls.tier_at, cls.tier_above = cls.program.tier_ids

    @classmethod
    def _make_visitor(cls, name):
        return new_test_user(
            cls.env,
            login=f"hidden_menu_{name}",
            groups="base.group_portal",
            name=f"Guest {name.title()}",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )

    @classmethod
    def _honour(cls, visitor, tier):
        """Let a visitor hold a tier, by an honour, which no order takes away."""
        return cls.env["loyalty.tier.honour"].create(
            {
                "partner_id": cls.users[visitor].partner_id.id,
                "tier_id": tier.id,
                "reason": "Friend of the house",
            }
        )

    @classmethod
    def _dishonour(cls, visitor):
        """Take what a visitor holds by an honour."""
        partner = cls.users[visitor].partner_id
        honours = cls.env["loyalty.tier.honour"]
        honours.search([("partner_id", "=", partner.id)]).unlink()
        cls.env.flush_all()

    @classmethod
    def _user(cls, visitor):
        """Return the user of a visitor; nobody is the public user."""
        return cls.users.get(visitor) or cls.website.user_id

    # -------------------------------------------------------------- the menu
    @classmethod
    def _gate(cls, **values):
        return cls.env["loyalty.tier.gate"].create(
            {
                "name": "Zyxgate",
                "tier_ids": [Command.link(cls.tier_at.id)],
                "tz": "UTC",
                **values,
            }
        )

    @classmethod
    def _set_menu(cls):
        cls.gate = cls._gate()
        cls.teaser_gate = cls._gate(mode="teaser")
        shelf = cls.env["product.public.category"].create({"name": "Zyxshelf"})
        cellar = cls.env["product.category"].create({"name": "Zyxcellar"})
        shelf.loyalty_tier_gate_id = cls.gate
        cellar.loyalty_tier_gate_id = cls.gate
        cls.shelf, cls.cellar = shelf, cellar
        cls.counter = cls.env["product.public.category"].create({"name": "Counter"})
        dishes = [
            ("secret", "Zyxgold Omakase", {"loyalty_tier_gate_id": cls.gate.id}),
            ("teaser", "Zyxjade Tasting", {"loyalty_tier_gate_id": cls.teaser_gate.id}),
            ("shelf", "Zyxruby Port", {"public_categ_ids": [Command.set(shelf.ids)]}),
            ("cellar", "Zyxamber Sake", {"categ_id": cellar.id}),
            ("part", "Zyxpearl Oyster", {"loyalty_tier_gate_id": cls.gate.id}),
        ]
        cls.hidden = {
            kind: cls._make_hidden(number, name, **values)
            for number, (kind, name, values) in enumerate(dishes, start=1)
        }
        cls.open = cls._make_dish("Plainrice Bowl", 7.5)
        cls.hidden["variant"] = cls._make_hidden_variant()
        cls.combo = cls._make_combo()

    @classmethod
    def _make_dish(cls, name, price, **values):
        """Create a published dish with a picture of its own."""
        values.setdefault("public_categ_ids", [Command.set(cls.counter.ids)])
        return cls.env["product.template"].create(
            {
                "name": name,
                "type": "consu",
                "list_price": price,
                "is_published": True,
                "taxes_id": False,
                "image_1920": cls._picture(len(name)),
                **values,
            }
        )

    @staticmethod
    def _picture(shade):
        stream = io.BytesIO()
        Image.new("RGB", (64, 64), (shade * 7 % 256, 40, 90)).save(stream, "PNG")
        return base64.b64encode(stream.getvalue())

    @classmethod
    def _make_hidden(cls, number, name, **values):
        """Create a dish with everything by which it could be found."""
        word = name.split()[0]
        price, barcode = 40000.0 + number * 1000 + 137, f"29000000000{number:02}"
        template = cls._make_dish(
            name,
            price,
            barcode=barcode,
            default_code=f"{word.upper()}-CODE",
            description_sale=f"{word}text of the menu",
            description_ecommerce=f"<p>{word}story</p>",
            website_ribbon_id=cls._make("product.ribbon", f"{word}ribbon"),
            product_tag_ids=[Command.link(cls._make("product.tag", f"{word}tag"))],
            attribute_line_ids=[Command.create(cls._attribute(word, f"{word}value"))],
            **values,
        )
        cls._decorate(template, word)
        words = (word, word.lower(), word.upper(), barcode, str(int(price)))
        words += (f"{int(price):,}",)
        return Hidden(template, template.product_variant_id, words, cls._at(template))

    @classmethod
    def _decorate(cls, template, word):
        """Add a picture, a document, a price and a review."""
        picture = cls._picture(len(word) + 3)
        template.product_template_image_ids = [
            Command.create({"name": f"{word}photo", "image_1920": picture})
        ]
        cls.env["product.document"].create(
            {
                "name": f"{word}paper.txt",
                "datas": base64.b64encode(f"{word}words".encode()),
                "res_model": "product.template",
                "res_id": template.id,
                "shown_on_product_page": True,
            }
        )
        template.message_post(
            body=f"{word}review",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            rating_value=5,
        )

    @classmethod
    def _make(cls, model, name):
        return cls.env[model].create({"name": name}).id

    @classmethod
    def _attribute(cls, word, *values):
        """Return the values of an attribute line; the attribute is a new one."""
        attribute = cls.env["product.attribute"].create(
            {
                "name": f"{word}attribute",
                "value_ids": [Command.create({"name": value}) for value in values],
            }
        )
        return {
            "attribute_id": attribute.id,
            "value_ids": [Command.set(attribute.value_ids.ids)],
        }

    @classmethod
    def _make_hidden_variant(cls):
        """Reserve one size of three: its value occurs on nothing else."""
        template = cls._make_dish(
            "Housesake Jug",
            12.0,
            attribute_line_ids=[
                Command.create(
                    cls._attribute("Jugsize", "Cupsize", "Bowlsize", "Zyxgallon")
                )
            ],
        )
        *_others, variant = template.product_variant_ids.sorted("id")
        value = variant.product_template_attribute_value_ids
        value.price_extra = 47000.0
        variant.write(
            {
                "barcode": "2900000000099",
                "default_code": "ZYXGALLON-CODE",
                "loyalty_tier_variant_gate_id": cls.gate.id,
            }
        )
        words = ("Zyxgallon", "zyxgallon", "ZYXGALLON", "2900000000099", "47,012")
        words += ("47012", "47000")
        address = f"/product.product/{variant.id}/"
        return Hidden(template, variant, words, (address,))

    @classmethod
    def _make_combo(cls):
        """Create an open set of two; one dish to choose from is reserved."""
        combo = cls.env["product.combo"].create(
            {
                "name": "Choice of the set",
                "combo_item_ids": [
                    Command.create({"product_id": product.id})
                    for product in (
                        cls.open.product_variant_id,
                        cls.hidden["part"].variant,
                    )
                ],
            }
        )
        return cls._make_dish(
            "Housecombo Set", 19.0, type="combo", combo_ids=[Command.set(combo.ids)]
        )

    @classmethod
    def _at(cls, template):
        """Return what in an address leads to a dish."""
        slug = cls.env["ir.http"]._slug(template)
        return (
            f"/shop/{slug}",
            f"/product.template/{template.id}/",
            f"/product.product/{template.product_variant_id.id}/",
        )

    # ------------------------------------------------------------- the visit
    def _come_as(self, visitor):
        """Go on as one of ``VISITORS``, with cookies of their own."""
        user = self.users.get(visitor)
        self.authenticate(user and user.login, user and user.login)

    def _open(self, url, visitor=None, **kwargs):
        """Open an address as a browser does, and follow where it leads.

        :param str visitor: who comes; the one who came last where none is given
        :rtype: requests.Response
        """
        if visitor:
            self._come_as(visitor)
        return self.url_open(url, **kwargs)

    def _rpc(self, url, params=None, visitor=None):
        """Call a JSON route as a browser does.

        :return: the text of the answer, be it a result or an error
        :rtype: str
        """
        if visitor:
            self._come_as(visitor)
        said = {"jsonrpc": "2.0", "method": "call", "id": 0, "params": params or {}}
        headers = {"Content-Type": "application/json"}
        return self.url_open(url, data=json.dumps(said), headers=headers).text

    def _call(self, model, method, *args, visitor=None, **kwargs):
        """Call a model as the web client does.

        :return: the text of the answer, be it a result or an error
        :rtype: str
        """
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        url = f"/web/dataset/call_kw/{model}/{method}"
        return self._rpc(url, params, visitor=visitor)

    # ------------------------------------------------------------- the facts
    def _traces(self, text, *kinds, said=()):
        """Return what in an answer betrays something reserved.

        :param kinds: of ``self.hidden``; all of them by default
        :param said: what the visitor said, and may hear again
        """
        kinds = kinds or tuple(self.hidden)
        found = []
        for kind in kinds:
            hidden = self.hidden[kind]
            marks = hidden.words + hidden.addresses
            found += [mark for mark in marks if mark in text and mark not in said]
        return found

    def assertNoTrace(self, answer, *kinds, said=(), where=""):
        """Nothing of what is reserved may occur in an answer.

        :param answer: a response or its text
        """
        text = answer if isinstance(answer, str) else answer.text
        text, _cards = without_locked(text, is_html=True)  # these name a teaser
        traces = self._traces(text, *kinds, said=said)
        self.assertFalse(traces, f"{where} betrays {traces}")
        self.assertFalse("Internal Server Error" in text, where)

    def assertShows(self, answer, kind, where=""):
        """What is reserved must be there, by its first word."""
        text = answer if isinstance(answer, str) else answer.text
        self.assertTrue(self.hidden[kind].words[0] in text, f"{where} lacks {kind}")
