"""What a cashier does with the card of a guest, as verbs."""

from playwright.sync_api import expect


class GuestCard:
    """The recognition card that stands on a till's screen.

    :param Till till: that greets
    """

    def __init__(self, till):
        self.page = till.page
        self.card = till.card
        self._dialog = self.page.locator(".loyalty-tiers-note")

    # What it says

    @property
    def must_not_eat(self):
        return self.card.locator(".loyalty-tiers-must-not-eat")

    @property
    def talks(self):
        return self.card.locator(".loyalty-tiers-talks")

    @property
    def due(self):
        return self.card.locator(".loyalty-tiers-due-row")

    @property
    def usual_order(self):
        return self.card.locator(".loyalty-tiers-usual-all")

    # Noting

    def note(self, tab):
        self.card.locator(".loyalty-tiers-note-button").click()
        self._dialog.locator(f"[data-tab='{tab}']").click()

    def note_talk(self, text):
        self.note("talk")
        self._dialog.locator("textarea").fill(text)
        self._save()

    def note_must_not_eat(self, tag, reason):
        """Note it with the guest's consent."""
        self.note("forbidden")
        self._choose(tag)
        self._choose(reason)
        save = self._dialog.locator(".loyalty-tiers-save")
        expect(save).to_be_disabled()  # the guest has not agreed yet
        self._dialog.locator(".loyalty-tiers-consent input").check()
        self._save()

    def note_preference(self, kind, tag):
        self.note("preference")
        self._dialog.locator(f"[data-kind='{kind}']").click()
        self._choose(tag)
        self._dialog.locator(".loyalty-tiers-done").click()
        expect(self._dialog).to_have_count(0)

    def _choose(self, text):
        self._dialog.locator("button", has_text=text).first.click()

    def _save(self):
        self._dialog.locator(".loyalty-tiers-save").click()
        expect(self._dialog).to_have_count(0)

    # Serving

    def serve(self, perk):
        """Serve what is due: "a highball on the house"."""
        row = self.due.filter(has_text=perk)
        row.locator(".loyalty-tiers-serve").click()
        return row
