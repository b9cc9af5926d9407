import {Component} from "@odoo/owl";

/** The round badge of a tier, or a friendly one where there is no tier yet. */
export class TierBadge extends Component {
    static template = "loyalty_tiers.TierBadge";
    static props = {
        tier: {type: [Object, {value: undefined}], optional: true},
        size: {type: String, optional: true},
        class: {type: String, optional: true},
    };
    static defaultProps = {size: "sm", class: ""};
}
