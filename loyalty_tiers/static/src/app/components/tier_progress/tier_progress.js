import {Component} from "@odoo/owl";

/** How far it is to the next tier. */
export class TierProgress extends Component {
    static template = "loyalty_tiers.TierProgress";
    static props = {partner: Object};

    get card() {
        return this.props.partner.loyalty_tier_card;
    }

    get percent() {
        return Math.round(this.card.progress * 100);
    }
}
