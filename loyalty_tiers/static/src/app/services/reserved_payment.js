import {ReservedOrders} from "@loyalty_tiers/app/services/reserved_orders";
import {browser} from "@web/core/browser/browser";
import {logPosMessage} from "@point_of_sale/app/utils/pretty_console_log";
import {patch} from "@web/core/utils/patch";

const PATIENCE = 3000; // milliseconds that a payment waits for the server's opinion

patch(ReservedOrders.prototype, {
    /**
     * Ask before an order is paid, once: what the till knows, and what the server does.
     *
     * @param {PosOrder} order
     * @returns {Promise<Boolean>} whether to go on; always, where nobody answers
     */
    async check(order) {
        const closed = this.closedLines(order);
        if (closed.length && !(await this.ask(order, closed))) {
            return false;
        }
        const lines = this.sold(order).filter(({product_id: product}) => this.isAsked(product));
        const key = JSON.stringify([this.key(order, lines), lines.map((line) => line.qty)]);
        if (!lines.length || this.checked.get(order.uuid) === key) {
            return true;
        }
        const refused = await this.opinion(order, lines);
        const bad = lines.filter(({product_id: product}) =>
            refused.some((row) => row.product_id === product.id)
        );
        if (bad.length) {
            return this.ask(order, bad, refused);
        }
        this.checked.set(order.uuid, key);
        return true;
    },

    /** Whether the server is asked: what is reserved, or comes from elsewhere. */
    isAsked(product) {
        const {gates} = this.menu;
        const isForeign = gates.length > 0 && !product.product_tmpl_id?.available_in_pos;
        return isForeign || this.menu.gatesOf(product).length > 0;
    },

    /** @returns {Promise<Object[]>} what the server would not sell; nothing if it is mute */
    async opinion(order, lines) {
        if (this.pos.data.network.offline) {
            return [];
        }
        const values = {
            partner_id: order.partner_id?.id || false,
            host_id: order.loyalty_tier_host_id || false,
            lines: lines.map((line) => [line.product_id.id, line.qty]),
        };
        const late = new Promise((resolve) => browser.setTimeout(() => resolve([]), PATIENCE));
        try {
            const args = [this.pos.config.id, values];
            const asked = this.pos.data.orm.silent.call("loyalty.tier.gate", "check_order", args);
            return (await Promise.race([asked, late])) || [];
        } catch (error) {
            logPosMessage("ReservedOrders", "opinion", "The server says nothing", "", [error]);
            return [];
        }
    },

    /** Tell at once that a guest has had so much of a dish already. */
    async tellLimit(order, {product_id: product}) {
        if (!this.menu.gatesOf(product).some((gate) => gate.limit_quantity)) {
            return;
        }
        const lines = this.sold(order).filter((line) => line.product_id.id === product.id);
        const refused = lines.length ? await this.opinion(order, lines) : [];
        for (const {kind, text} of refused) {
            if (kind === "limit") {
                const title = product.display_name;
                this.pos.notification.add(text, {title, type: "warning"});
            }
        }
    },
});
