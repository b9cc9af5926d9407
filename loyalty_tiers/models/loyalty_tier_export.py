# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io
import json
import zipfile
from datetime import date

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

OURS = "loyalty_tiers"  # how the names of our addons begin
CONTACT = (
    "name",
    "email",
    "phone",
    "contact_address",
    "barcode",
    "loyalty_tier_called",
    "loyalty_tier_code",
    "loyalty_tier_incognito",
    "loyalty_tier_id",
)
TECHNICAL = {"create_uid", "create_date", "write_uid", "write_date"}


class LoyaltyTierExport(models.AbstractModel):
    """Gathers all that we hold of one guest, for the guest to read or take away."""

    _name = "loyalty.tier.export"
    _description = "Data of a Guest"

    @api.model
    def _check_manager(self, partner, operation="read"):
        """Refuse who may not handle all data of a guest.

        :param partner: one ``res.partner``
        :param str operation: what is done to the contact
        :raise AccessError: for who is no manager, or may not see the contact
        """
        if not self.env.user.has_group("loyalty_tiers.group_loyalty_tiers_manager"):
            raise AccessError(self.env._("Only a manager handles all data of a guest."))
        partner.ensure_one()
        partner.check_access(operation)

    @api.model
    def _people(self, partner):
        """Return the contact, and the addresses that are the same person.

        :rtype: res.partner
        """
        addresses = self.env["res.partner"]
        if not partner.is_company:
            addresses = partner.sudo().with_context(active_test=False).child_ids
        return partner | addresses.filtered(lambda child: not child.is_company)

    @api.model
    def _models(self):
        """Return our models that know guests, each with the field that says whom.

        By reflection: a model that comes along later is exported too.

        :rtype: list(tuple(str, str))
        """
        return [
            (name, "partner_id")
            for name, model in sorted(self.env.items())
            if self._is_ours(model) and not model._transient
        ]

    @api.model
    def _is_ours(self, model):
        """Return whether a model is of our addons, and its rows are about a guest.

        :rtype: bool
        """
        field = model._fields.get("partner_id")
        return bool(
            (model._original_module or "").startswith(OURS)
            and model._auto
            and not model._abstract
            and field
            and field.store
            and field.comodel_name == "res.partner"
        )

    @api.model
    def _gather(self, partner):
        """Return all that our models hold of a guest.

        Leaves a line: somebody has read what the guest must not eat, too.

        :param partner: one ``res.partner``
        :return: ``contact`` and ``sections``, each with ``model``, ``title`` and
            ``rows`` of ``{"field": name, "label": label, "value": plain value}``
        :rtype: dict
        """
        self._check_manager(partner)
        people = self._people(partner)
        holders = people | partner.commercial_partner_id
        sections = []
        for model, field in self._models():
            rows = self._rows(model, Domain(field, "in", holders.ids))
            if rows:
                title = self.env["ir.model"]._get(model).name
                sections.append({"model": model, "title": title, "rows": rows})
        self.env["loyalty.tier.access"]._leave([(partner.id, "exported", "everything")])
        return {
            "exported_on": fields.Datetime.to_string(fields.Datetime.now()),
            "contact": [self._row(person, CONTACT) for person in people],
            "sections": sections,
        }

    @api.model
    def _rows(self, model, domain):
        records = self.env[model].with_context(active_test=False).search(domain)
        if model == "res.partner.preference":
            # The one thing that nobody can search: read for this guest, and said so.
            shops = Domain("config_id", "=", False)
            shops |= Domain("config_id.company_id", "in", self.env.companies.ids)
            forbidden = Domain("kind", "=", "forbidden")
            records |= records.sudo().search(domain & forbidden & shops)
        names = [
            name
            for name, field in records._fields.items()
            if field.store and name not in TECHNICAL and field.type != "binary"
        ]
        return [self._row(record, names) for record in records.sudo()]

    @api.model
    def _row(self, record, names):
        return [
            {
                "field": name,
                "label": record._fields[name]._description_string(self.env),
                "value": self._plain(record, name),
            }
            for name in names
            if name in record._fields and record[name]
        ]

    @api.model
    def _plain(self, record, name):
        """Return a value as people and machines can read it."""
        field, value = record._fields[name], record[name]
        if field.relational:
            return ", ".join(value.mapped("display_name"))
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, value)
        return value.isoformat() if isinstance(value, date) else value

    # -------------------------------------------------------------- the file
    @api.model
    def _zip(self, partner):
        """Return all data of a guest as a file: for people, and for machines.

        :rtype: bytes
        """
        data = self._gather(partner)
        page = self.env["ir.qweb"]._render("loyalty_tiers.guest_data", {"data": data})
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("guest.json", json.dumps(self._short(data), indent=2))
            file.writestr("guest.html", str(page))
        return target.getvalue()

    @api.model
    def _short(self, data):
        """Return the same without labels: one object for each row."""

        def row(cells):
            return {cell["field"]: cell["value"] for cell in cells}

        sections = {
            section["model"]: [row(cells) for cells in section["rows"]]
            for section in data["sections"]
        }
        contact = [row(cells) for cells in data["contact"]]
        return {"exported_on": data["exported_on"], "contact": contact, **sections}
