# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from . import test_code_book, test_kitchen_notes
