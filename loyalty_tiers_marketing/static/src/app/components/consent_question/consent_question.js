import {Component, useState} from "@odoo/owl";

/**
 * Asks, in one line, whether we may write to a guest who was never asked.
 *
 * Shows what it is given, and hands over what the guest says.
 */
export class ConsentQuestion extends Component {
    static template = "loyalty_tiers_marketing.ConsentQuestion";
    static props = {
        ask: {type: [Object, {value: false}], optional: true}, // `channel`, `text`
        onAnswer: Function,
    };

    setup() {
        this.state = useState({answered: false});
    }

    answer(word) {
        if (!this.state.answered) {
            this.state.answered = word;
            this.props.onAnswer(word);
        }
    }
}
