# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime

from odoo import fields
from odoo.fields import Command

from odoo.addons.loyalty_tiers.tests.common_gate import HiddenMenuCommon

ORDER_DAY = datetime(2024, 5, 6, 12)


class SaleCommon(HiddenMenuCommon):
    """A shop that takes orders: Silver from 2 visits, Gold from 4 or 500 spent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids += cls.env.ref("sales_team.group_sale_manager")
        cls.env.user.group_ids += cls.env.ref("account.group_account_manager")
        cls.program.tz = "UTC"
        cls.salesman = cls._make_user(
            "salesman", "sales_team.group_sale_salesman_all_leads"
        )

    @classmethod
    def _quote(cls, guest, amount=10.0, lines=None, **values):
        """Write a quotation.

        :param lines: pairs of product and quantity; one drink by default
        """
        company = values.pop("company", cls.env.company)
        lines = lines or [(cls.product, 1)]
        return (
            cls.env["sale.order"]
            .with_company(company)
            .create(
                {
                    "partner_id": guest.id,
                    "company_id": company.id,
                    "order_line": [
                        Command.create(
                            {
                                "product_id": product.id,
                                "product_uom_qty": quantity,
                                "price_unit": amount,
                                "tax_ids": [Command.clear()],
                            }
                        )
                        for product, quantity in lines
                    ],
                    **values,
                }
            )
        )

    @classmethod
    def _order(cls, guest, amount=10.0, at=ORDER_DAY, **values):
        """Have a guest order on a day: confirmed."""
        order = cls._quote(guest, amount, **values)
        order.action_confirm()
        order.date_order = at
        cls._commit()
        return order

    @classmethod
    def _commit(cls):
        """Do what is done just before a transaction is committed."""
        cls.env.cr.flush()

    @classmethod
    def _bill(cls, order, **quantities):
        """Send the bill of an order.

        :param quantities: ``quantity`` of each line; all by default
        """
        bill = order._create_invoices()
        if quantities:
            bill.invoice_line_ids.write(quantities)
        bill.action_post()
        cls._commit()
        return bill

    @classmethod
    def _credit(cls, bill, modify=False, **values):
        """Take a bill back, whole or in part.

        :param modify: whether a new bill follows it
        :param values: of the lines of the credit note
        """
        wizard = cls.env["account.move.reversal"].create(
            {
                "move_ids": [Command.set(bill.ids)],
                "journal_id": bill.journal_id.id,
                "date": fields.Date.today(),
            }
        )
        action = wizard.modify_moves() if modify else wizard.refund_moves()
        note = bill.reversal_move_ids.sorted("id")[-1:]
        if not modify:
            note.invoice_line_ids.write(values)
            note.action_post()
        cls._commit()
        return cls.env["account.move"].browse(action["res_id"]) if modify else note

    def assertEntries(self, order, *expected):
        """Compare the entries of an order: day, amount and units of each."""
        self._commit()
        self.env.invalidate_all()
        entries = self.env["loyalty.tier.entry"].search(
            [("origin_model", "=", "sale.order"), ("origin_id", "=", order.id)],
            order="takes_back_id",
        )
        self.assertEqual(
            [(str(e.day), e.amount, round(e.units, 4)) for e in entries],
            list(expected),
        )
        return entries
