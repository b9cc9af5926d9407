"""The pages that everybody meets open without an error in the browser."""

import pytest


def _log_in(page, url, login):
    page.goto(f"{url}/web/login")
    page.fill("#login", login)
    page.fill("#password", login)
    page.press("#password", "Enter")
    page.wait_for_url("**/odoo**")


@pytest.mark.parametrize("path", ["/", "/shop", "/web/login"])
def test_a_stranger_opens_a_page(shop, visitor, path):
    page = visitor()
    answer = page.goto(f"{shop.url}{path}")

    assert answer.status == 200


def test_the_owner_logs_in(shop, visitor):
    page = visitor()
    _log_in(page, shop.url, "admin")

    page.wait_for_selector(".o_main_navbar")
    assert shop.sql("SELECT login FROM res_users WHERE login = %s", "admin")
    assert shop.shell("print(env.user.login)") == "__system__"
