import {Component, useState} from "@odoo/owl";
import {noteWish} from "@loyalty_tiers_marketing/app/services/guest_wish";
import {usePos} from "@point_of_sale/app/hooks/pos_hook";

/**
 * Asks, in one line, whether we may write to a guest who was never asked.
 *
 * The server says whom to ask; of everybody else the till learns nothing.
 */
export class ConsentQuestion extends Component {
    static template = "loyalty_tiers_marketing.ConsentQuestion";
    static props = {partner: Object};

    setup() {
        this.pos = usePos();
        this.knowledge = useState(this.pos.recognition.knowledge);
        // What was asked and answered here: the line keeps its place, and moves no button.
        this.state = useState({ask: null, answer: null});
    }

    get ask() {
        return this.state.ask || this.knowledge.entry(this.props.partner)?.ask;
    }

    answer(answer) {
        const {ask} = this;
        Object.assign(this.state, {ask, answer});
        noteWish(this.pos, this.props.partner, ask, answer);
    }
}
