import {Component, onWillUnmount, useEffect, useState} from "@odoo/owl";
import {GuestFacts} from "@loyalty_tiers/app/components/guest_facts/guest_facts";
import {TierBadge} from "@loyalty_tiers/app/components/tier_badge/tier_badge";
import {browser} from "@web/core/browser/browser";
import {usePos} from "@point_of_sale/app/hooks/pos_hook";

/** Greets a guest in a slim line that does not interrupt the cashier. */
export class RecognitionBanner extends Component {
    static template = "loyalty_tiers.RecognitionBanner";
    static components = {GuestFacts, TierBadge};
    static props = {};

    setup() {
        this.pos = usePos();
        this.recognition = useState(this.pos.recognition);
        useEffect(
            () => this.closeLater(),
            () => [this.recognition.banner]
        );
        onWillUnmount(() => browser.clearTimeout(this.timer));
    }

    get partner() {
        return this.recognition.banner?.partner;
    }

    closeLater() {
        browser.clearTimeout(this.timer);
        const seconds = this.pos.config.loyalty_tier_seconds;
        if (this.partner && seconds) {
            this.timer = browser.setTimeout(() => this.recognition.closeBanner(), seconds * 1000);
        }
    }
}
