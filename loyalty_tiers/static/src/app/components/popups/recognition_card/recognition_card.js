import {Component, onMounted, onWillUnmount, useExternalListener, useState} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";
import {DueList} from "@loyalty_tiers/app/components/due_list/due_list";
import {GuestFacts} from "@loyalty_tiers/app/components/guest_facts/guest_facts";
import {GuestNote} from "@loyalty_tiers/app/components/popups/guest_note/guest_note";
import {LastTalk} from "@loyalty_tiers/app/components/last_talk/last_talk";
import {MustNotEat} from "@loyalty_tiers/app/components/must_not_eat/must_not_eat";
import {PreferenceChips} from "@loyalty_tiers/app/components/preference_chips/preference_chips";
import {RememberedPopup} from "@loyalty_tiers/app/components/popups/remembered_popup/remembered_popup";
import {TierBadge} from "@loyalty_tiers/app/components/tier_badge/tier_badge";
import {TierProgress} from "@loyalty_tiers/app/components/tier_progress/tier_progress";
import {TreatPopup} from "@loyalty_tiers/app/components/popups/treat_popup/treat_popup";
import {UsualOrder} from "@loyalty_tiers/app/components/usual_order/usual_order";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {formatList} from "@web/core/l10n/utils";
import {printNameCard} from "@loyalty_tiers/app/services/name_card";
import {useHotkey} from "@web/core/hotkeys/hotkey_hook";
import {usePos} from "@point_of_sale/app/hooks/pos_hook";

/**
 * Tells the cashier who stands at the counter, in the order in which it is needed.
 *
 * Paints at once what the till has loaded; what the server adds appears between head and
 * foot, which stay where they are.
 */
export class RecognitionCard extends Component {
    static template = "loyalty_tiers.RecognitionCard";
    static components = {
        Dialog,
        DueList,
        GuestFacts,
        LastTalk,
        MustNotEat,
        PreferenceChips,
        TierBadge,
        TierProgress,
        UsualOrder,
    };
    static props = {
        partner: Object,
        seconds: Number, // 0: stays until it is closed
        holdParty: Function,
        close: Function,
    };

    setup() {
        this.pos = usePos();
        // The record changes when the server's answer arrives; so does the card.
        this.partner = useState(this.props.partner);
        this.knowledge = useState(this.pos.recognition.knowledge);
        this.state = useState({perks: false});
        useHotkey("enter", () => this.props.close());
        useExternalListener(window, "pointerdown", this.onPointerDown.bind(this));
        onMounted(() => this.closeLater());
        onWillUnmount(() => this.stay());
    }

    get tier() {
        return this.partner.loyaltyTier;
    }

    get entry() {
        return this.knowledge.entry(this.partner);
    }

    get known() {
        return this.entry?.known;
    }

    get isReading() {
        return this.entry?.state === "reading" && !this.known;
    }

    get due() {
        return this.entry?.due || this.partner.loyaltyDue;
    }

    /** A promotion whose party has no steps: it is held in one tap. */
    get partyTier() {
        return this.due.some(({party}) => party) ? undefined : this.partner.loyaltyPartyTier;
    }

    /** What a promotion has opened, until it is celebrated. */
    get unlocked() {
        const tier = this.partner.loyaltyPartyTier;
        const perks = (tier?.pos_own_perks || []).filter(({given}) => given === "always");
        return formatList(perks.map(({name}) => name));
    }

    get likes() {
        return (this.known?.preferences || []).filter(({kind}) => kind !== "avoids");
    }

    get avoids() {
        return (this.known?.preferences || []).filter(({kind}) => kind === "avoids");
    }

    get perks() {
        return (this.tier?.pos_perks || []).filter(({given}) => given === "always");
    }

    get likesLabel() {
        return _t("Likes");
    }

    get avoidsLabel() {
        return _t("Avoids");
    }

    /** Who may not know may not note either; without a connection it shows later. */
    get mayNote() {
        return Boolean(this.known) || this.entry?.state === "failed";
    }

    serve(row) {
        return this.pos.perks.serve(this.partner, row);
    }

    postpone(row) {
        return this.pos.perks.postpone(this.partner, row);
    }

    note() {
        this.pos.dialog.add(GuestNote, {partner: this.props.partner});
    }

    printCard() {
        return printNameCard(this.pos, this.props.partner);
    }

    treat() {
        this.pos.dialog.add(TreatPopup, {partner: this.props.partner});
    }

    recall(kind, row) {
        this.pos.dialog.add(RememberedPopup, {partner: this.props.partner, kind, row});
    }

    closeLater() {
        if (this.props.seconds) {
            this.timer = browser.setTimeout(() => this.closeUnread(), this.props.seconds * 1000);
        }
    }

    /** What a guest must not eat stays until somebody has seen it. */
    closeUnread() {
        if (!this.known?.forbidden.length) {
            this.props.close();
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
