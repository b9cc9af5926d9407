import {Component, onWillUnmount, useEffect, useState} from "@odoo/owl";
import {GuestFacts} from "@loyalty_tiers/app/components/guest_facts/guest_facts";
import {MustNotEat} from "@loyalty_tiers/app/components/must_not_eat/must_not_eat";
import {TierBadge} from "@loyalty_tiers/app/components/tier_badge/tier_badge";
import {browser} from "@web/core/browser/browser";
import {usePos} from "@point_of_sale/app/hooks/pos_hook";

/** Greets a guest in a slim line that does not interrupt the cashier. */
export class RecognitionBanner extends Component {
    static template = "loyalty_tiers.RecognitionBanner";
    static components = {GuestFacts, MustNotEat, TierBadge};
    static props = {};

    setup() {
        this.pos = usePos();
        this.recognition = useState(this.pos.recognition);
        this.knowledge = useState(this.pos.recognition.knowledge);
        useEffect(
            () => this.closeLater(),
            () => [this.recognition.banner]
        );
        onWillUnmount(() => browser.clearTimeout(this.timer));
    }

    get partner() {
        return this.recognition.banner?.partner;
    }

    get entry() {
        return this.knowledge.entry(this.partner);
    }

    /** How much is due to the guest. */
    get due() {
        const due = this.entry?.due || this.partner.loyaltyDue;
        return due.filter(({state}) => state === "due").length;
    }

    closeLater() {
        browser.clearTimeout(this.timer);
        const seconds = this.pos.config.loyalty_tier_seconds;
        if (this.partner && seconds) {
            this.timer = browser.setTimeout(() => this.closeUnread(), seconds * 1000);
        }
    }

    /** What a guest must not eat stays until somebody has seen it. */
    closeUnread() {
        if (!this.entry?.known?.forbidden.length) {
            this.recognition.closeBanner();
        }
    }
}
