import {Component, useState} from "@odoo/owl";
import {addUsual, isHidden, isSoldHere} from "@loyalty_tiers/app/services/usual_order";
import {browser} from "@web/core/browser/browser";
import {usePos} from "@point_of_sale/app/hooks/pos_hook";

const TOLD = 1500; // milliseconds that a dish is ticked after it was added

/** What the guest orders most, added by one tap: each dish, or all of them. */
export class UsualOrder extends Component {
    static template = "loyalty_tiers.UsualOrder";
    static props = {rows: Array};

    setup() {
        this.pos = usePos();
        this.state = useState({added: {}, all: false, busy: false});
    }

    get rows() {
        return this.props.rows
            .filter((row) => !isHidden(this.pos, row))
            .map((row) => ({...row, soldHere: isSoldHere(this.pos, row)}));
    }

    get canAdd() {
        const order = this.pos.getOrder();
        return Boolean(order && !order.finalized && !this.state.busy);
    }

    async add(row, index) {
        await this.adding([row]);
        this.state.added[index] = true;
        browser.setTimeout(() => {
            this.state.added[index] = false;
        }, TOLD);
    }

    async addAll() {
        await this.adding(this.rows.filter((row) => row.soldHere));
        this.state.all = true;
    }

    async adding(rows) {
        this.state.busy = true;
        try {
            for (const row of rows) {
                await addUsual(this.pos, row);
            }
        } finally {
            this.state.busy = false;
        }
    }
}
