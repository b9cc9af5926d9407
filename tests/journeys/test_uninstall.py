"""Uninstalling leaves a shop as if the addons had never been there."""

import re

import pytest
from playwright.sync_api import expect
from shop import running_shop

OURS = "loyalty_tiers%"
# Every column that the addons bring, in their own tables and in those of others.
BROUGHT = """
    SELECT replace(field.model, '.', '_'), field.name FROM ir_model_fields field
      JOIN ir_model_data ON ir_model_data.model = 'ir.model.fields' AND res_id = field.id
     WHERE module LIKE %s AND (field.model LIKE 'loyalty.tier%%'
                               OR field.name LIKE '%%loyalty_tier%%'
                               OR field.model LIKE 'res.partner.%%')
"""
COLUMNS = "SELECT table_name, column_name FROM information_schema.columns"
OWN_TABLES = re.compile(
    ".*loyalty_tier|res_partner_(preference|consent|conversation|occasion)"
)
# What the house knows of guests.
KNOWN = """model LIKE ANY (ARRAY['res.partner.preference%', 'res.partner.consent%',
    'res.partner.conversation%', 'res.partner.occasion%'])"""
# What could be left behind in Odoo's own tables, and how it would be recognised.
TRACES = {
    "ir_model": f"model LIKE 'loyalty.tier%' OR {KNOWN}",
    "ir_model_fields": "name LIKE 'loyalty_tier%' OR relation LIKE 'loyalty.tier%'",
    # What the demo's guests bought, and who they are, Odoo keeps: it is in the books.
    "ir_model_data": "module LIKE 'loyalty_tiers%' AND name NOT LIKE 'module_loyalty%'"
    " AND (model LIKE 'loyalty%' OR model LIKE 'ir.%' OR model LIKE 'res.groups%')",
    "ir_model_access": "name LIKE 'loyalty.tier%'",
    "ir_rule": "name ILIKE '%loyalty tier%' OR name ILIKE 'Hidden menu:%'"
    " OR domain_force LIKE '%loyalty_tier%'",
    "mail_template": "model LIKE 'loyalty.tier%'",
    "ir_cron": "cron_name ILIKE '%loyalty tier%'",
    "ir_act_server": "code LIKE '%loyalty_tier%'",
    "ir_act_window": f"res_model LIKE 'loyalty.tier%' OR res_{KNOWN}",
    "ir_asset": "path LIKE '%loyalty_tiers%'",
    "ir_attachment": "res_model LIKE 'loyalty.tier%' OR res_field LIKE 'loyalty_tier%'",
    "ir_config_parameter": "key LIKE 'loyalty_tiers%'",
    "ir_ui_menu": "web_icon LIKE 'loyalty_tiers%' OR name::text ILIKE '%loyalty tier%'",
    "ir_ui_view": "model LIKE 'loyalty.tier%' OR arch_db::text LIKE '%loyalty_tier%'",
    "res_groups": "name::text ILIKE '%loyalty tier%'",
    "res_groups_privilege": "name::text ILIKE '%loyalty tier%'",
}


@pytest.fixture(scope="module")
def bare_shop():
    """A shop from which the addons were removed."""
    with running_shop("journey_bare") as shop:
        assert shop.installed()
        # What an owner has set once is written down where no addon owns it.
        parameters = ("ir.config_parameter", "set_param")
        shop.office().call(*parameters, "loyalty_tiers.access_months", "6")
        shop.brought = set(shop.sql(BROUGHT, OURS))
        shop.stop()
        shop.uninstall()
        shop.start()
        yield shop


def test_no_table_and_no_column_is_left(bare_shop):
    columns = set(bare_shop.sql(COLUMNS))

    assert ("res_partner", "loyalty_tier_called") in bare_shop.brought
    assert not columns & bare_shop.brought
    tables = {table for table, _column in columns}
    assert not [table for table in tables if OWN_TABLES.match(table)]


@pytest.mark.parametrize("table", TRACES)
def test_no_record_is_left(bare_shop, table):
    rows = f"SELECT {table}::text FROM {table} WHERE {TRACES[table]}"

    assert not bare_shop.sql(rows)


def test_the_till_opens_and_sells(bare_shop, visitor):
    from till import Till

    office = bare_shop.office()
    office.guest("Guest Without Ladder")
    cashier = Till(visitor(), bare_shop, office.till("Bare")).open("admin")
    cashier.choose("Guest Without Ladder")
    cashier.greets_nobody()
    cashier.ring("Desk Pad")
    cashier.pay()

    expect(cashier.receipt).to_contain_text("Desk Pad")
