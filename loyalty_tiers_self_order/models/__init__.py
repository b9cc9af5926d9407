# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from . import pos_config, pos_order_line, res_partner
