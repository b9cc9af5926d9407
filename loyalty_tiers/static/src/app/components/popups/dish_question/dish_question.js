import {Component} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";

/** Asks once before a dish is ordered that the guest does not want, or must not eat. */
export class DishQuestion extends Component {
    static template = "loyalty_tiers.DishQuestion";
    static components = {Dialog};
    static props = {
        dish: String,
        avoids: {type: String, optional: true}, // a sentence
        forbidden: {type: String, optional: true}, // a sentence
        getPayload: Function,
        close: Function,
    };

    /** @param {"without"|"as_is"} [answer] none: it is not ordered */
    choose(answer) {
        this.props.getPayload(answer);
        this.props.close();
    }
}
