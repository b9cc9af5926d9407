import {Component, onMounted, onWillUnmount, useExternalListener, useState} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";
import {GuestFacts} from "@loyalty_tiers/app/components/guest_facts/guest_facts";
import {TierBadge} from "@loyalty_tiers/app/components/tier_badge/tier_badge";
import {browser} from "@web/core/browser/browser";
import {useHotkey} from "@web/core/hotkeys/hotkey_hook";

/**
 * Tells the cashier who stands at the counter.
 *
 * Shows what it is given: it reads no service, calls no server, decides nothing.
 */
export class RecognitionCard extends Component {
    static template = "loyalty_tiers.RecognitionCard";
    static components = {Dialog, GuestFacts, TierBadge};
    static props = {
        partner: Object,
        seconds: Number, // 0: stays until it is closed
        holdParty: Function,
        close: Function,
    };

    setup() {
        // The record changes when the server's answer arrives; so does the card.
        this.partner = useState(this.props.partner);
        useHotkey("enter", () => this.props.close());
        useExternalListener(window, "pointerdown", this.onPointerDown.bind(this));
        onMounted(() => this.closeLater());
        onWillUnmount(() => this.stay());
    }

    get tier() {
        return this.partner.loyaltyTier;
    }

    get card() {
        return this.partner.loyalty_tier_card;
    }

    get partyTier() {
        return this.partner.loyaltyPartyTier;
    }

    get perks() {
        return this.tier?.pos_perks || [];
    }

    closeLater() {
        if (this.props.seconds) {
            this.timer = browser.setTimeout(this.props.close, this.props.seconds * 1000);
        }
    }

    /** Somebody reads or uses the card: it no longer closes by itself. */
    stay() {
        browser.clearTimeout(this.timer);
    }

    onPointerDown(ev) {
        const dialog = ev.target.closest(".o_dialog");
        if (ev.target.closest(".loyalty-tiers-card")) {
            this.stay();
        } else if (!dialog || dialog.querySelector(".loyalty-tiers-card")) {
            // A tap on a dialog above, such as a lost connection, is not meant for us.
            this.props.close();
        }
    }
}
