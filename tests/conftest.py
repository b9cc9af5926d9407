"""A real shop for the journeys: an Odoo server of its own, met through a browser."""

import os

import pytest


@pytest.fixture(scope="session")
def shop():
    """A running shop with the addons and their demo data; see :class:`Shop`."""
    from shop import running_shop

    with running_shop() as shop:
        yield shop


@pytest.fixture
def office(shop):
    """The owner's session, by the calls that a browser makes; see :class:`Office`."""
    return shop.office()


@pytest.fixture(scope="session")
def browser():
    """The machine's Chromium, driven by Playwright."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("LOYALTY_TIERS_BROWSER"),
            args=["--no-sandbox", "--disable-quic", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture
def visitor(browser):
    """Opens a fresh browser profile per call: ``page = visitor(locale="ko-KR")``.

    An error in the console of any of its pages fails the test.
    """
    from shop import console_errors

    contexts, errors = [], []

    def visit(**options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        console_errors(page, errors)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert not errors, "errors in the browser's console:\n" + "\n".join(errors)
