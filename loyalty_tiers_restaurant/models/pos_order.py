# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json

from odoo import api, fields, models
from odoo.fields import Domain

# The key of a note that the till wrote by itself; the staff's own notes have none.
MARK = "loyalty_tiers"
CHUNK = 500  # orders; a transaction of some seconds
DAYS = 30  # where the owner has set nothing


def without_marked(text):
    """Take out of a list of notes what the till wrote by itself.

    >>> without_marked('[{"text": "K7", "loyalty_tiers": 9}, {"text": "hot"}]')
    '[{"text": "hot"}]'
    >>> without_marked("no list")
    'no list'
    """
    try:
        notes = json.loads(text)
    except (TypeError, ValueError):
        return text
    if not isinstance(notes, list):
        return text
    kept = [note for note in notes if not (isinstance(note, dict) and MARK in note)]
    return text if kept == notes else json.dumps(kept, ensure_ascii=False)


class PosOrder(models.Model):
    """What the till writes for the kitchen leaves the order when its time is over.

    What a guest must not eat is never written onto an order: it is printed from the
    till's memory. House codes, and what was answered about a dish, are.
    """

    _inherit = "pos.order"

    loyalty_tier_noted_on = fields.Date(
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="When the till wrote for the kitchen by itself; empty when that is gone.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        for order, vals in zip(orders, vals_list, strict=True):
            if self._loyalty_tier_marks(vals):
                order._loyalty_tier_noted()
        return orders

    def write(self, vals):
        res = super().write(vals)
        if self._loyalty_tier_marks(vals):
            self._loyalty_tier_noted()
        return res

    @api.model
    def _loyalty_tier_marks(self, vals):
        names = ("internal_note", "last_order_preparation_change")
        return any(MARK in str(vals.get(name) or "") for name in names)

    def _loyalty_tier_noted(self):
        """Remember that something on these orders is to be forgotten one day."""
        fresh = self.filtered(lambda order: not order.loyalty_tier_noted_on)
        if fresh:
            fresh.loyalty_tier_noted_on = fields.Date.context_today(self)

    # -------------------------------------------------------------- forgetting
    @api.model
    def _loyalty_tier_forget_notes(self, partners):
        """Forget at once what was written onto the orders of guests.

        :param partners: guests who do not want it kept
        """
        noted = Domain("partner_id", "in", partners.ids)
        noted &= Domain("loyalty_tier_noted_on", "!=", False)
        self.sudo().search(noted)._loyalty_tier_blank()

    @api.model
    def _cron_loyalty_tier_forget_notes(self):
        """Forget what is older than the owner wants it kept."""
        days = self._loyalty_tier_note_days()
        if not days:
            return
        today = fields.Date.context_today(self)
        old = Domain(
            "loyalty_tier_noted_on", "<", fields.Date.subtract(today, days=days)
        )
        crons, left = self.env["ir.cron"], self.sudo().search_count(old)
        seconds = crons._commit_progress(remaining=left)
        while left and seconds:
            orders = self.sudo().search(old, limit=CHUNK)
            orders._loyalty_tier_blank()
            left -= len(orders)
            seconds = crons._commit_progress(len(orders), remaining=left)

    @api.model
    def _loyalty_tier_note_days(self):
        """
        :return: days; 0 keeps for ever
        :rtype: int
        """
        parameters = self.env["ir.config_parameter"].sudo()
        return int(parameters.get_param("loyalty_tiers.order_note_days", DAYS))

    def _loyalty_tier_blank(self):
        """Take off these orders, their lines and what was sent to the kitchen."""
        for order in self:
            vals = {"loyalty_tier_noted_on": False}
            for name, clean in (
                ("internal_note", without_marked),
                ("last_order_preparation_change", self._loyalty_tier_sent_without),
            ):
                if MARK in (order[name] or ""):
                    vals[name] = clean(order[name])
            for line in order.lines:
                if MARK in (line.note or ""):
                    line.note = without_marked(line.note)
            order.write(vals)

    @api.model
    def _loyalty_tier_sent_without(self, text):
        """Clean what was sent to the kitchen, which holds copies of the notes."""
        try:
            sent = json.loads(text)
        except ValueError:
            return text
        if not isinstance(sent, dict):
            return text
        parts = [sent, *(sent.get("lines") or {}).values()]
        for part in parts:
            for key in ("internal_note", "note"):
                if part.get(key):
                    part[key] = without_marked(part[key])
        return json.dumps(sent, ensure_ascii=False)
