"""What a guest does in the web shop, as verbs."""

from playwright.sync_api import expect

PATIENCE = 60_000  # milliseconds; the first page of a shop compiles much


class WebShop:
    """The web shop on a guest's screen.

    :param page: of Playwright, nobody logged in yet
    :param Shop shop: where it answers
    """

    def __init__(self, page, shop):
        self.page = page
        self._url = shop.url
        page.set_default_timeout(PATIENCE)

    def open(self, path="/shop"):
        self.page.goto(self._url + path)

    def status(self, path):
        """Ask for an address without leaving the page.

        :return: of the answer
        :rtype: int
        """
        return self.page.context.request.get(self._url + path).status

    def log_in(self, login):
        """Log in as a guest whose password is the login, and come to the shop."""
        self.open("/web/login?redirect=/shop")
        self.page.fill("#login", login)
        self.page.fill("#password", login)
        self.page.press("#password", "Enter")
        self.page.wait_for_url("**/shop")

    def find(self, words):
        self.open(f"/shop?search={words.replace(' ', '+')}")

    def visit(self, dish):
        """Open the page of a dish, from the list."""
        self.page.locator(f".oe_product h2 a:has-text('{dish}')").first.click()
        expect(self.page.locator("#product_detail")).to_contain_text(dish)

    def put_into_cart(self):
        with self.page.expect_response("**/shop/cart/add"):
            self.page.click("#add_to_cart")

    def look_at_cart(self):
        self.open("/shop/cart")

    def pay_by_transfer(self):
        """Go from the cart to the confirmation."""
        self.page.click("a[name='website_sale_main_button']:visible")
        self.page.wait_for_url("**/shop/payment")
        self.page.locator("input[name='o_payment_radio']").first.check()
        self.page.click("button[name='o_payment_submit_button']:visible")
        self.page.wait_for_url("**/shop/confirmation")

    @property
    def welcome(self):
        return self.page.locator(".o_loyalty_tier_welcome")

    @property
    def whole(self):
        """Everything that stands on the page."""
        return self.page.locator("html")

    @property
    def cart(self):
        return self.page.locator("#cart_products, .js_cart_lines")
