# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime, timedelta

from odoo.tests import tagged

from .common_consent import BIRTHDAY, EMAIL, NEWS, ConsentCommon

START = datetime(2026, 1, 1, 12)


@tagged("post_install", "-at_install")
class TestConsentMerge(ConsentCommon):
    """Two contacts turn out to be one guest: the stricter wish holds, by time."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.again = cls._make_guest("Ada L.", email=EMAIL)

    def _said(self, guest, *days):
        """Agree and leave in turn, on these days."""
        for agreed, left in zip(days[::2], (*days[1::2], None), strict=False):
            self._consent(
                guest,
                purpose=NEWS,
                channel="email",
                given_on=START + timedelta(days=agreed),
                withdrawn_on=left and START + timedelta(days=left),
            )

    def _merge(self):
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge([self.ada.id, self.again.id], self.ada)
        self.env.invalidate_all()

    def test_who_left_later_than_the_other_agreed_has_left(self):
        self._said(self.ada, 5)
        self._said(self.again, 1, 9)

        self._merge()

        self.assertStands(self.ada, "left", NEWS)

    def test_who_agreed_later_than_the_other_left_has_agreed(self):
        self._said(self.ada, 9)
        self._said(self.again, 1, 5)

        self._merge()

        self.assertStands(self.ada, "given", NEWS)

    def test_who_came_back_has_agreed(self):
        self._said(self.ada, 5)
        self._said(self.again, 1, 8, 9)

        self._merge()

        self.assertStands(self.ada, "given", NEWS)

    def test_a_refusal_counts_as_leaving_and_for_its_purpose_only(self):
        self._said(self.ada, 5)
        self._agree(self.ada, BIRTHDAY)
        self._leave(self.again, NEWS)

        self._merge()

        self.assertStands(self.ada, "left", NEWS)
        self.assertStands(self.ada, "given", BIRTHDAY)

    def test_who_agreed_on_both_leaves_both_at_once(self):
        self._said(self.ada, 5)
        self._said(self.again, 6)
        self._merge()

        self._leave(self.ada, NEWS)

        self.assertStands(self.ada, "left", NEWS)
        self.assertFalse(
            self._rows(self.ada).filtered(lambda row: not row.withdrawn_on)
        )

    def test_proof_is_kept_of_both(self):
        self._said(self.ada, 5)
        self._said(self.again, 1, 9)

        self._merge()

        self.assertEqual(len(self._rows(self.ada)), 2)
