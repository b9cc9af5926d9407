# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from . import test_shop_address, test_shop_calls, test_shop_files, test_shop_list
from . import test_shop_corners, test_shop_rpc
from . import test_shop_cart, test_shop_limit, test_shop_members
from . import test_audit_plants, test_shop_table
