import {Component, useState} from "@odoo/owl";
import {spokenDay} from "@loyalty_tiers/app/utils/spoken_time";

/** The last talk with a guest, dated; earlier ones unfold. */
export class LastTalk extends Component {
    static template = "loyalty_tiers.LastTalk";
    static props = {
        talks: Array,
        onTap: Function,
    };

    setup() {
        this.state = useState({unfolded: false});
    }

    get talks() {
        return this.state.unfolded ? this.props.talks : this.props.talks.slice(0, 1);
    }

    get folded() {
        return this.props.talks.length - this.talks.length;
    }

    about(talk) {
        return [spokenDay(talk.date), talk.by].filter(Boolean).join(", ");
    }
}
