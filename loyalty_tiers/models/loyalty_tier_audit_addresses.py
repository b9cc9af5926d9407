# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import inspect
import re

from odoo import api, models

from ..audit.door import Door

TEMPLATE_ARGUMENTS = {
    "template_id",
    "tmpl_id",
    "product_template",
    "product_template_id",
    "product_tmpl_id",
}
VARIANT_ARGUMENTS = {"product_id", "variant_id", "product_variant_id"}
SEARCH_ARGUMENTS = {"search", "term", "query", "q", "keyword", "keywords"}
LISTS = {
    "product_ids": "{product_ids}",
    "variant_ids": "{product_ids}",
    "template_ids": "{template_ids}",
    "product_template_ids": "{template_ids}",
    "product_tmpl_ids": "{template_ids}",
}
EACH = {"{template_id}", "{product_id}", "{part}"}
# What many calls need beside a product.
USUAL = {
    "quantity": 1,
    "add_qty": 1,
    "combination": [],
    "ptav_ids": [],
    "parent_ptav_ids": [],
    "no_variant_attribute_value_ids": [],
    "so_date": "2030-01-01",
    "date": "2030-01-01",
    "limit": 20,
}
PRODUCTS = {"product.template": "{slug}", "product.product": "{product_id}"}
# By such words in its address a GET does something, leads out of the shop, needs an
# order or a device of its own, or answers with what no shop has put there.
DOES_SOMETHING = re.compile(
    r"logout|payment|/pay\b|/pay/|donation|subscribe|unfollow|confirm|delete|remove|"
    r"cancel|claim|reset|signup|set_|submit|validate|top_up|change_|/r\b|/r/|/rate/|"
    r"track|action/|become|force/|configurator$|session/|database|websocket|/bus/|"
    r"/web/tests|/web/bundle|/web/assets|speedscope|profil|download|unsplash|init_tests|"
    r"google_gmail|microsoft_outlook|/mail/|/chat/|/meet/|/discuss/|/digest/|/report/|"
    r"/web/webclient|service-worker|font_to_img|/pos/ui|/pos/web|/lang/|/social/|/doc\b|"
    r"dataset/call|/web/action|/website/form|/json/|/odoo|/scoped_app|totp|passkey|"
    r"vcard|/web/login|/my/security|view/edit|theme_customize|/iap|google_maps|export/|/coupon/"
)
PART = re.compile(r"<(?:(?P<converter>\w+)(?:\((?P<inside>[^)]*)\))?:)?(?P<name>\w+)>")


class LoyaltyTierAuditAddresses(models.AbstractModel):
    """Finds doors among the addresses that the installed apps answer.

    Every GET, and every JSON call that only reads, which is open to the public or to
    whoever is logged in. What cannot be filled in is listed as not walked.
    """

    _name = "loyalty.tier.audit.addresses"
    _description = "Addresses of the Loyalty Audit"

    @api.model
    def _doors(self):
        """Return a door for each address; see ``loyalty.tier.audit.door``.

        :rtype: list(Door)
        """
        doors = {}
        for rule in self.env["ir.http"].routing_map().iter_rules():
            routing = rule.endpoint.routing
            if rule.rule not in doors and self._is_door(rule, routing):
                doors[rule.rule] = self._of_rule(rule, routing)
        return [door for address in sorted(doors) for door in doors[address]]

    @api.model
    def _is_door(self, rule, routing):
        if routing.get("auth") not in ("public", "user"):
            return False
        if DOES_SOMETHING.search(rule.rule):
            return False
        if routing["type"] == "jsonrpc":
            return routing.get("readonly") is True
        methods = {method.upper() for method in routing.get("methods") or ("GET",)}
        return routing["type"] == "http" and "GET" in methods

    @api.model
    def _of_rule(self, rule, routing):
        """Return the doors of one address: as it is, and asked for products."""
        common = {
            "rpc": routing["type"] == "jsonrpc",
            "kind": "address",
            "login": routing["auth"] == "user",
        }
        name = f"{'JSON' if common['rpc'] else 'GET'} {rule.rule}"
        path, asks_product, why_not = self._filled_path(rule.rule)
        taken = {part["name"] for part in PART.finditer(rule.rule)}
        asked, needed = self._arguments(rule, taken)
        missing = needed - set(asked)
        if missing and not why_not:
            why_not = self.env._("needs %s", ", ".join(sorted(missing)))
        if why_not:
            return [Door(rule.rule, name, rule.rule, why_not=why_not, **common)]
        doors = []
        if not needed:
            door = Door(rule.rule, name, path, each=asks_product, **common)
            doors.append(door)
        if asked:
            each = asks_product or any(str(v) in EACH for v in asked.values())
            doors.append(
                Door(
                    f"{rule.rule}?",
                    f"{name} ({', '.join(sorted(asked))})",
                    path,
                    params=asked,
                    each=each,
                    **common,
                )
            )
        return doors

    @api.model
    def _arguments(self, rule, taken):
        """Return what of its arguments can be filled with a product, and what it needs.

        :param taken: names that the path fills
        :rtype: tuple(dict, set)
        """
        asked, needed, usual = {}, set(), {}
        for parameter in self._parameters(rule.endpoint):
            name = parameter.name
            if name in taken or name == "self" or parameter.kind in (2, 4):
                continue
            if name in TEMPLATE_ARGUMENTS:
                asked[name] = "{template_id}"
            elif name in VARIANT_ARGUMENTS:
                asked[name] = "{product_id}"
            elif name in SEARCH_ARGUMENTS:
                asked[name] = "{part}"
            elif name in LISTS:
                asked[name] = LISTS[name]
            elif name in USUAL:
                usual[name] = USUAL[name]
            if parameter.default is parameter.empty:
                needed.add(name)
        if asked:
            asked |= usual
        return asked, needed

    @api.model
    def _parameters(self, endpoint):
        """Return the arguments of a handler, with those of what it hands them on to.

        :rtype: list(inspect.Parameter)
        """
        handler = getattr(endpoint, "func", endpoint)
        owner, name = getattr(handler, "__self__", None), handler.__name__
        found = list(inspect.signature(endpoint.original_endpoint).parameters.values())
        if not any(parameter.kind == parameter.VAR_POSITIONAL for parameter in found):
            return found
        inherited = (
            getattr(vars(cls).get(method), "original_endpoint", None)
            for cls in type(owner).__mro__
            for method in (name, name.removeprefix("website_"))
        )
        for method in filter(None, inherited):
            parameters = list(inspect.signature(method).parameters.values())
            if not any(item.kind == item.VAR_POSITIONAL for item in parameters):
                return parameters
        return found

    @api.model
    def _filled_path(self, rule):
        """Fill the variable parts of an address.

        :return: path, whether it names a product, why it cannot be filled
        :rtype: tuple(str, bool, str)
        """
        asks_product, why_not = False, ""

        def fill(part):
            nonlocal asks_product, why_not
            value = self._value(part)
            asks_product |= value is not None and "{" in value
            if value is None:
                why_not = self.env._("needs %s", part["name"])
            return value or ""

        return PART.sub(fill, rule), asks_product, why_not

    @api.model
    def _value(self, part):
        """Return what goes into a part of an address; None: nobody knows.

        :rtype: str | None
        """
        name, inside = part["name"], part["inside"] or ""
        model = inside.split(",")[0].strip("\"' ")
        if part["converter"] in ("model", "models") and model in self.env:
            if model in PRODUCTS:
                return PRODUCTS[model]
            record = self.env[model].search([], limit=1)
            return str(record.id) if record else None
        if name in TEMPLATE_ARGUMENTS:
            return "{template_id}"
        if name in VARIANT_ARGUMENTS:
            return "{product_id}"
        return "1" if name == "page" else None
