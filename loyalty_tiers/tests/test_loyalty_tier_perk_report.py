# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime

from odoo.tests import tagged

from .common_perks import PerksCommon


@tagged("post_install", "-at_install")
class TestLoyaltyTierPerkReport(PerksCommon):
    """What a perk brings, computed by hand: 30 days to come back."""

    def test_who_came_back_is_counted_by_hand(self):
        self.program.return_days = 30
        beer = self._make_perk("Beer", unit_cost=4.0)
        self._play(beer)

        self.assertRecordValues(
            self._report(beer),
            [
                {
                    "granted": 6,
                    "served": 4,
                    "lapsed": 1,
                    "cost": 16.0,
                    "served_told": 3,
                    "served_back": 1,
                    "missed_told": 2,
                    "missed_back": 1,
                    "control_told": 3,
                    "control_back": 1,
                }
            ],
        )
        report = self._report(beer)
        self.assertAlmostEqual(report.served_rate, 100 / 3, 1)
        self.assertAlmostEqual(report.missed_rate, 50.0)
        self.assertAlmostEqual(report.control_rate, 100 / 3, 1)

    def test_a_perk_that_is_only_named_is_not_reported(self):
        self.assertFalse(self._report(self._make_perk("Seat", given="always")))
        self.assertRecordValues(
            self._report(self._make_perk("Beer")),
            [{"granted": 0, "served_rate": 0.0, "control_told": 0}],
        )

    def test_managers_group_it_and_cashiers_do_not_read_it(self):
        beer = self._make_perk("Beer")
        self._promoted("A")
        manager = self._make_user("boss", "loyalty_tiers.group_loyalty_tiers_manager")
        reports = self.env["loyalty.tier.perk.report"]

        groups = reports.with_user(manager)._read_group(
            [("perk_id", "=", beer.id)], ["tier_id"], ["granted:sum"]
        )

        self.assertEqual(groups, [(self.silver, 1)])
        self.assertFalse(reports.with_user(self.cashier).has_access("read"))

    def _play(self, beer):
        """Let guests come back, or not, in January 2024."""
        # Silver on 2 January; the beer is served on that day.
        back, late, away = (self._promoted(name) for name in ("A", "B", "C"))
        for guest in (back, late, away):
            self._given(guest, beer, "served", "2024-01-02")
        self._comes(back, "2024-02-01")  # the 30th day
        self._comes(late, "2024-02-02")  # a day too late
        # Granted and never served: one came back, one did not.
        missed, gone = self._promoted("D"), self._promoted("E")
        self._given(missed, beer, "lapsed", "2024-01-02")
        self._given(gone, beer, "due", "2024-01-02")
        self._comes(missed, "2024-01-20")
        # Others of the tier who came on that day and were given nothing.
        for name, again in (("F", "2024-01-10"), ("G", False), ("H", "2024-05-01")):
            other = self._promoted(name)
            self._grants(other).unlink()
            if again:
                self._comes(other, again)
        # Too early to tell.
        fresh = self._promoted("I")
        self._given(fresh, beer, "served", datetime.now())

    def _promoted(self, name):
        """Return a guest who came on 1 and 2 January 2024."""
        guest = self._make_guest(name)
        for day in ("2024-01-01", "2024-01-02"):
            self._comes(guest, day)
        return guest

    def _comes(self, guest, day):
        self._pay(guest, at=datetime.fromisoformat(f"{day}T12:00:00"))

    def _given(self, guest, perk, state, day):
        """Say when the perk of a promotion was served, or given and not served."""
        grant = self._grants(guest, perk)
        grant.date = day
        if state == "served":
            self._serve_perk(grant)
            grant.served_on = day
        grant.state = state

    def _report(self, perk):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["loyalty.tier.perk.report"].search([("perk_id", "=", perk.id)])
