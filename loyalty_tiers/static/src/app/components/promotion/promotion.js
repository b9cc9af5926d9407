import {Component, useState} from "@odoo/owl";
import {TierBadge} from "@loyalty_tiers/app/components/tier_badge/tier_badge";

/** Celebrates a promotion: the new title, what changes, what to do now. */
export class Promotion extends Component {
    static template = "loyalty_tiers.Promotion";
    static components = {TierBadge};
    static props = {
        partner: Object,
        tier: Object,
        visits: Number,
        holdParty: Function,
    };

    setup() {
        this.state = useState({held: false});
    }

    get newPerks() {
        return this.props.tier.pos_perks.slice(0, 1);
    }

    async onHeld() {
        this.state.held = await this.props.holdParty(this.props.tier);
    }
}
