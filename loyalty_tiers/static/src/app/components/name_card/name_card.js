import {Component} from "@odoo/owl";

/** The guest's name card as the till's printer makes it: black on white, 80 mm wide. */
export class NameCard extends Component {
    static template = "loyalty_tiers.NameCard";
    static props = {
        card: {
            type: Object,
            shape: {name: String, title: String, house: String, code: String, qr: String, "*": true},
        },
    };
}
