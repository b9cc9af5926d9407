# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from . import test_shop_cart, test_shop_limit, test_shop_list
