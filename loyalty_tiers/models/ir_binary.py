# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools.misc import verify_limited_field_access_token


class IrBinary(models.AbstractModel):
    """Pictures and files of what is reserved are there for those who may see it.

    Apps hand out pictures of products past the record rules, each in its own way;
    all of them come by here.
    """

    _inherit = "ir.binary"

    def _find_record(
        self,
        xmlid=None,
        res_model="ir.attachment",
        res_id=None,
        access_token=None,
        field=None,
    ):
        record = super()._find_record(xmlid, res_model, res_id, access_token, field)
        if not self._loyalty_tier_hides(record):
            return record
        if access_token and verify_limited_field_access_token(
            record, field, access_token, scope="binary"
        ):
            return record  # the server gave it to somebody who may see it
        # As for what does not exist.
        return super()._find_record(res_model=res_model, res_id=0)

    @api.model
    def _loyalty_tier_hides(self, record):
        """Tell whether a record is, or belongs to, something closed to the user.

        :param record: one record of any model, maybe with ``sudo``
        :rtype: bool
        """
        closed = self.env["loyalty.tier.gate"]._closed_ids()
        if not closed:
            return False
        record = record.sudo()
        if "loyalty_tier_open" in record._fields:
            return not record.loyalty_tier_open
        gates = self.env["loyalty.tier.gate"]._of_categories().get(record._name, {})
        if gates.get(record.id, frozenset()) & closed:
            return True
        return self._loyalty_tier_hides_owner(record)

    @api.model
    def _loyalty_tier_hides_owner(self, record):
        """Tell whether what a file is attached to is closed to the user.

        :rtype: bool
        """
        if record._name == "product.document":
            record = record.ir_attachment_id
        if record._name != "ir.attachment" or record.res_model not in self.env:
            return False
        owner = self.env[record.res_model].browse(record.res_id).exists()
        return bool(owner) and self._loyalty_tier_hides(owner)
