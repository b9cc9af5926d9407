"""What a cashier does at the till, as verbs."""

import contextlib
import re

from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import expect

# A till's screen at the size of a usual tablet.
SCREEN = {"width": 1366, "height": 768}
PATIENCE = 60_000  # milliseconds; the first page of a till compiles and loads much
# While the network is cut, the browser itself complains about each call.
NO_NETWORK = re.compile(r"ERR_INTERNET_DISCONNECTED|^ConnectionLostError")


class Till:
    """The screen of one till.

    :param page: of Playwright, nobody logged in yet
    :param Shop shop: where it stands
    :param int config_id: which till
    """

    def __init__(self, page, shop, config_id):
        self.page = page
        self._url = f"{shop.url}/pos/ui/{config_id}"
        self._login = f"{shop.url}/web/login"
        page.set_default_timeout(20_000)

    # To work

    def open(self, login="cashier"):
        """Log in, open the register if it is closed."""
        self.log_in(login)
        self.page.goto(self._url)
        self.enter()
        return self

    def log_in(self, login):
        self.page.goto(self._login)
        self.page.fill("#login", login)
        self.page.fill("#password", login)
        self.page.press("#password", "Enter")
        self.page.wait_for_url("**/odoo**", timeout=PATIENCE)

    def enter(self):
        """Pass the screens before the one that sells."""
        selling = self.page.locator(".product-screen, .floor-screen").first
        opening = self.page.locator(
            "button:has-text('Open Register'), button:has-text('Unlock Register')"
        )
        expect(selling.or_(opening.last)).to_be_visible(timeout=PATIENCE)
        while not selling.is_visible() or opening.count():
            if opening.count():
                # It may be gone before it is reached: the till opens by itself then.
                with contextlib.suppress(PlaywrightTimeout):
                    opening.last.click(timeout=3000)
            self.page.wait_for_timeout(300)

    def reload(self):
        # A till keeps its open orders in the browser, but only after a moment.
        self.page.wait_for_timeout(1000)
        self.page.reload()
        self.page.wait_for_function("() => window.posmodel", timeout=PATIENCE)
        self.enter()

    # Guests

    def choose(self, name):
        """Put a guest onto the order, from the list."""
        self.page.click("button.set-partner")
        self.page.fill(".modal .input-group input", name)
        self.page.click(f".partner-line:has-text('{name}')")

    def scan(self, barcode):
        self.page.evaluate("code => posmodel.barcodeReader.scan(code)", barcode)

    def knows(self, guest):
        """Whether a guest, by id, is among the customers loaded so far."""
        return self.page.evaluate(
            "id => !!posmodel.models['res.partner'].get(id)", guest
        )

    @property
    def guest(self):
        """The button with the name of the guest on the order."""
        return self.page.locator("button.set-partner")

    @property
    def card(self):
        return self.page.locator(".loyalty-tiers-card")

    @property
    def banner(self):
        return self.page.locator(".loyalty-tiers-banner:visible")

    def show_card(self):
        self.page.click(".loyalty-tiers-show-card")

    def close_card(self):
        # A dialog above the card may still be on its way out, and take the key.
        expect(self.page.locator(".o_dialog")).to_have_count(1)
        self.page.wait_for_timeout(300)
        self.page.keyboard.press("Escape")
        expect(self.card).to_have_count(0)

    def tap_outside(self):
        self.page.mouse.click(20, 400)

    def greets_nobody(self):
        """Fail when a greeting comes, however late."""
        self.page.wait_for_timeout(700)
        expect(self.card).to_have_count(0)
        expect(self.banner).to_have_count(0)

    # Orders

    def ring(self, product):
        self.page.fill(".pos-rightheader input", product)
        self.page.click(f".product:has-text('{product}')")
        line = self.page.locator(f".order-container .orderline:has-text('{product}')")
        expect(line.first).to_be_visible()

    def pay(self):
        """Pay what is to be paid; ends at the receipt."""
        self.page.click(".pay-order-button")
        self.settle()

    def settle(self):
        """Choose how to pay, and finish, on the screen for that."""
        self.page.locator(".payment-screen .paymentmethod").first.click()
        self.page.click(".payment-screen .button.next")
        expect(self.page.locator(".receipt-screen")).to_be_visible()

    @property
    def receipt(self):
        return self.page.locator(".receipt-screen .pos-receipt")

    @property
    def promotion(self):
        return self.page.locator(".receipt-screen .loyalty-tiers-promotion")

    def next_guest(self):
        self.page.click(".receipt-screen .button.next.validation")
        expect(self.page.locator(".product-screen")).to_be_visible()

    def new_order(self):
        self.page.click(".pos-leftheader .list-plus-btn")

    @property
    def order(self):
        """What the tab of the current order is called."""
        return self.page.evaluate("posmodel.getOrder().getName()")

    def switch_to(self, order):
        self.page.click(f".floating-order-container button:text-is('{order}')")
        tab = self.page.locator(".floating-order-container button.active")
        expect(tab).to_have_text(order)

    def refund_last_order(self):
        """Take back the first line of the newest paid order."""
        self.page.click(".pos-leftheader .orders-button")
        self.page.click(".pos-search-bar .filter")
        self.page.click(".pos-search-bar .filter ul li:has-text('Paid')")
        self.page.locator(".ticket-screen .order-row").first.click()
        self.page.locator(".ticket-screen .orderline").first.click()
        self.page.keyboard.press("1")
        self.page.locator(".ticket-screen .pay-order-button").click()
        expect(self.page.locator(".payment-screen")).to_be_visible()

    # Tables

    def open_table(self, number):
        table = f".floor-map .table:has(.label:text-is('{number}'))"
        self.page.locator(table).first.click()
        expect(self.page.locator(".product-screen")).to_be_visible()

    def leave_table(self):
        """Back to the floor; the order is sent to the other tills."""
        self.page.click(
            ".pos-leftheader .table-button, .pos-leftheader .register-label"
        )
        expect(self.page.locator(".floor-screen")).to_be_visible()

    # The network

    def cut_network(self):
        self.page.context.set_offline(True)
        self.page.wait_for_function("() => posmodel.data.network.offline")

    def go_on_without_network(self):
        """Confirm what Odoo says at the first call that does not get through."""
        self.page.click("button:has-text('Continue with limited functionality')")

    def mend_network(self):
        self.page.context.set_offline(False)
        self.page.wait_for_function("() => !posmodel.data.network.offline")
