import { SelfOrder } from "@pos_self_order/app/services/self_order_service";
import { UnavailableProductsDialog } from "@pos_self_order/app/components/unavailable_product_dialog/unavailable_product_dialog";
import { _t } from "@web/core/l10n/translation";
import { browser } from "@web/core/browser/browser";
import { rpc } from "@web/core/network/rpc";
import { patch } from "@web/core/utils/patch";
import { remember } from "@loyalty_tiers_self_order/app/opened";

const OPEN = "/loyalty_tiers/device/open";
const CLOSE = "/loyalty_tiers/device/close";
// As on the cards of the house; the host takes any other code for a product's.
const MEMBER_CODE = /^042\d{10}$/;
export const UNKNOWN_CARD = _t("We do not know this card. Please ask our staff.");
const KIOSK_MINUTES = 2; // untouched, before the next guest may come
const PHONE_MINUTES = 30; // as the server has it

patch(SelfOrder.prototype, {
    /** @override */
    async setup(env, { barcode }) {
        this.member = null;
        this.members = { welcome: false, locked: [] };
        // Before the host, to which a card is a product that is not found.
        barcode.bus.addEventListener("barcode_scanned", (ev) => this.onCardScanned(ev));
        await super.setup(...arguments);
        this.members = this.config._members || this.members;
        browser.addEventListener("click", () => this.restartMemberTimer());
        browser.addEventListener("pagehide", () => this.onPageHidden());
        browser.addEventListener("pageshow", (ev) => this.onPageShown(ev));
    },

    /** A card may be scanned at any time: nobody need look for the button first. */
    onCardScanned(ev) {
        if (this.members.welcome && this.ordering && MEMBER_CODE.test(ev.detail.barcode)) {
            ev.stopImmediatePropagation();
            this.showScannedCard(ev.detail.barcode);
        }
    },

    async showScannedCard(code) {
        const known = await this.showCard(code);
        if (!known) {
            this.notification.add(UNKNOWN_CARD, { type: "warning" });
        }
    },

    /**
     * Ask the server whose card it is, and show what is open to the guest.
     *
     * @param {string} code scanned or typed
     * @returns {Promise<boolean>} whether the card is known
     */
    async showCard(code) {
        let answer = {};
        try {
            answer = await rpc(OPEN, { access_token: this.access_token, code });
        } catch (error) {
            this.handleErrorNotification(error);
            return false;
        }
        if (!answer.greeting) {
            return false;
        }
        this.openMenu(answer.data);
        this.members.locked = answer.locked;
        this.member = { greeting: answer.greeting };
        this.restartMemberTimer();
        return true;
    },

    /** Add to the menu what the card has opened. */
    openMenu(data) {
        const known = this.models["product.product"];
        remember((data["product.product"] || []).filter(({ id }) => !known.get(id)));
        this.models.connectNewData(data);
        this.markupDescriptions();
        this.initProducts();
        this.computeAvailableCategories();
    },

    /** Forget the guest, and whatever the card has opened, by loading the page again. */
    async forgetMember() {
        if (!this.member) {
            return;
        }
        this.member = null;
        clearTimeout(this.memberTimer);
        try {
            await rpc(CLOSE, {});
        } finally {
            this.router.navigate("default");
            browser.location.reload();
        }
    },

    restartMemberTimer() {
        clearTimeout(this.memberTimer);
        if (this.member) {
            const minutes = this.kioskMode ? KIOSK_MINUTES : PHONE_MINUTES;
            this.memberTimer = setTimeout(() => this.forgetMember(), minutes * 60_000);
        }
    },

    /** Who leaves or loads the page again is not known any more. */
    onPageHidden() {
        if (this.member) {
            const call = JSON.stringify({ jsonrpc: "2.0", method: "call", params: {} });
            const type = "application/json";
            browser.navigator.sendBeacon(CLOSE, new Blob([call], { type }));
        }
    },

    /** A browser may bring a page back as it was in memory. */
    onPageShown(ev) {
        if (ev.persisted && this.member) {
            browser.location.reload();
        }
    },

    /** @override The server names the lines that cannot be ordered: all else is kept. */
    handleErrorNotification(error) {
        const uuids = error?.data?.context?.not_available;
        const names = uuids ? this.removeLines(uuids) : [];
        if (!names.length) {
            return super.handleErrorNotification(...arguments);
        }
        this.rpcLoading = false;
        this.dialog.add(UnavailableProductsDialog, {
            productNames: names,
            onClose: () => this.currentOrder.lines.length || this.router.back(),
        });
    },

    /**
     * Remove lines from the order, each with the whole combo that it is in.
     *
     * @param {string[]} uuids
     * @returns {string[]} what was removed
     */
    removeLines(uuids) {
        const names = new Set();
        for (const uuid of uuids) {
            const line = this.models["pos.order.line"].getBy("uuid", uuid);
            if (line) {
                names.add(line.product_id?.name || line.full_product_name);
                const parent = line.combo_parent_id || line;
                [...parent.combo_line_ids].forEach((child) => child.delete());
                parent.delete();
            }
        }
        return [...names].filter(Boolean);
    },
});
