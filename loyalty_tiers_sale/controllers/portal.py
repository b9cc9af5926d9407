# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.http import request, route

from odoo.addons.portal.controllers.portal import CustomerPortal

PAGE = "/my/tier"


class TierPortal(CustomerPortal):
    """The page "My tier": what a guest has, why, and what is remembered of them.

    Reads and changes the user's own contact, whatever a browser sends.
    """

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "loyalty_tier_count" in counters:
            program = request.env.company._loyalty_tier_program()
            values["loyalty_tier_count"] = 1 if program else 0
        return values

    @route(PAGE, type="http", auth="user", website=True, methods=["GET"], sitemap=False)
    def loyalty_tier_page(self, **_params):
        """Show the page.

        :return: the rendered page
        """
        guest = self._loyalty_tier_guest()
        values = self._prepare_portal_layout_values()
        page = guest._loyalty_tier_page()
        values.update(page, guest=guest, page_name="loyalty_tier")
        response = request.render("loyalty_tiers_sale.portal_my_tier", values)
        # What a guest must not eat is kept by no browser and by nothing in between.
        response.headers["Cache-Control"] = "no-store"
        return response

    @route(f"{PAGE}/greet", type="http", auth="user", website=True, methods=["POST"])
    def loyalty_tier_greet(self, **params):
        """Switch the greeting by title on or off.

        :param str greet: given where the guest wants it
        :return: a redirect to the page
        """
        self._loyalty_tier_guest()._loyalty_tier_greet(bool(params.get("greet")))
        return request.redirect(PAGE)

    @route(f"{PAGE}/forget", type="http", auth="user", website=True, methods=["POST"])
    def loyalty_tier_forget(self, **params):
        """Remove a note of the guest.

        :param str note: id of the note
        :return: a redirect to the page
        """
        note = params.get("note", "")
        if note.isdecimal() and note.isascii():
            self._loyalty_tier_guest()._loyalty_tier_forget_note(int(note))
        return request.redirect(f"{PAGE}#remembered")

    @route(f"{PAGE}/withdraw", type="http", auth="user", website=True, methods=["POST"])
    def loyalty_tier_withdraw(self, **_params):
        """Forget all that the guest must not eat.

        :return: a redirect to the page
        """
        self._loyalty_tier_guest()._loyalty_tier_withdraw()
        return request.redirect(f"{PAGE}#remembered")

    def _loyalty_tier_guest(self):
        """Return the user's own contact, with all rights."""
        return request.env.user.partner_id.sudo()
