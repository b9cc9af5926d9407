import { Component } from "@odoo/owl";

/** What is announced to everybody and open to few: name, picture, for whom. */
export class LockedCards extends Component {
    static template = "loyalty_tiers_self_order.LockedCards";
    static props = { cards: Array };
}
