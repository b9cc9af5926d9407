# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from . import test_coupon_perk, test_gift_card, test_loyalty_program
