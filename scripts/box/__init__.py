"""The box: Odoo, PostgreSQL and the databases, all in one folder of the checkout.

`./run` and `./test` share it. Until the box has its Python packages, only the
standard library is imported here.
"""
