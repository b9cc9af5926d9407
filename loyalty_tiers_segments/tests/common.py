# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date, datetime, time, timedelta
from unittest.mock import patch

from odoo.addons.loyalty_tiers.tests.common import LoyaltyTiersCommon

TODAY = date(2026, 6, 30)


class LoyaltyTiersSegmentsCommon(LoyaltyTiersCommon):
    """The shop of the base tests, on a day of 2026, whose goods cost something."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.standard_price = 4.0
        cls.segments = cls.env["loyalty.tier.segment"]
        cls.segments.search([]).unlink()  # of a shop that is open already

    def setUp(self):
        super().setUp()
        self._day_is(TODAY, night=False)

    @classmethod
    def _came(cls, guest, *days_ago, amount=10.0, **kwargs):
        """Have a guest pay so many days before today.

        :return: the orders
        """
        orders = cls.env["pos.order"]
        for days in days_ago:
            at = datetime.combine(TODAY - timedelta(days=days), time(12))
            orders |= cls._pay(guest, amount, at=at, **kwargs)
        return orders

    def _refresh(self, program=None):
        """Refresh the segments, as a night does.

        :return: how many rows were written
        """
        written = self.segments._refresh(program or self.program)
        self.env.invalidate_all()
        return written

    def _night(self, seconds_left=3600.0):
        """Run the scheduled job, without the commits that a test must not make.

        :param seconds_left: what the scheduler answers; 0 interrupts the job
        """
        crons = self.registry["ir.cron"]
        with patch.object(crons, "_commit_progress", lambda *a, **k: seconds_left):
            self.segments._cron_refresh()
        self.env.invalidate_all()

    def _segment(self, guest, program=None):
        return self.segments.search(
            [
                ("program_id", "=", (program or self.program).id),
                ("partner_id", "=", guest.id),
            ]
        )

    def assertSegment(self, guest, **values):
        self.assertRecordValues(self._segment(guest), [values])
