import {Component, useState} from "@odoo/owl";

const SHOWN = 6;

/** What a guest likes or avoids, in a few words; a guess is shown as a guess. */
export class PreferenceChips extends Component {
    static template = "loyalty_tiers.PreferenceChips";
    static props = {
        label: String,
        rows: Array,
        onTap: Function,
    };

    setup() {
        this.state = useState({unfolded: false});
    }

    get rows() {
        return this.state.unfolded ? this.props.rows : this.props.rows.slice(0, SHOWN);
    }

    get folded() {
        return this.props.rows.length - this.rows.length;
    }
}
