import {markRaw} from "@odoo/owl";
import {Reactive} from "@web/core/utils/reactive";
import {ReservedQuestion} from "@loyalty_tiers/app/components/popups/reserved_question/reserved_question";
import {_t} from "@web/core/l10n/translation";
import {makeAwaitable} from "@point_of_sale/app/utils/make_awaitable_dialog";
import {refusal} from "@loyalty_tiers/app/services/guest_notes";

const MODEL = "loyalty.tier.gate";
// Screens on which an order is being served.
const SCREENS = ["ProductScreen", "PaymentScreen"];

/**
 * Asks what becomes of reserved dishes on an order whose guest may not have them.
 *
 * Whoever changed: the guest, the guest's tier, the clock, another till. Nothing vanishes
 * silently, and what the server finds after payment it keeps for a manager.
 */
export class ReservedOrders extends Reactive {
    constructor(pos) {
        super();
        this.pos = pos;
        this.asking = false;
        this.fine = markRaw(new Map()); // By order: for whom its dishes were right last.
        this.later = new Map(); // By order: what was left for the payment.
        this.checked = markRaw(new Map()); // By order: what the server was asked.
    }

    get menu() {
        return this.pos.hiddenMenu;
    }

    /** @returns {PosOrderline[]} sold here, not taken back, and not allowed yet */
    sold(order) {
        return order.isRefund
            ? []
            : order.lines.filter(
                  (line) =>
                      line.qty > 0 && !line.refunded_orderline_id && !line.loyalty_tier_override
              );
    }

    /** @returns {PosOrderline[]} of dishes that are closed to the guest of the order */
    closedLines(order) {
        return this.menu?.gates.length && order && !order.finalized
            ? this.sold(order).filter((line) => this.menu.closesLine(order, line))
            : [];
    }

    key(order, lines) {
        const guests = this.menu.guests(order).map((guest) => guest.id);
        return [guests, lines.map((line) => line.uuid)].join("|");
    }

    /** Whether a question is open, or about to be, so that a greeting has to wait. */
    isPending(order) {
        const lines = this.closedLines(order);
        return lines.length > 0 && this.later.get(order.uuid) !== this.key(order, lines);
    }

    /**
     * Look at the current order, whatever has changed about it.
     *
     * @param {PosOrder} [order]
     * @param {String} screen name of the screen that is shown
     */
    async notice(order, screen) {
        if (!order || order.finalized || !SCREENS.includes(screen)) {
            return;
        }
        const lines = this.closedLines(order);
        if (!lines.length) {
            this.fine.set(order.uuid, {
                partner: order.partner_id,
                host: order.loyalty_tier_host_id,
            });
        } else if (!this.asking && this.isPending(order)) {
            await this.ask(order, lines);
        }
    }

    /**
     * @param {PosOrder} order
     * @param {PosOrderline[]} lines that its guest may not have
     * @param {Object[]} [refused] why, as the server says
     * @returns {Promise<Boolean>} whether the order may go on
     */
    async ask(order, lines, refused = []) {
        this.asking = true;
        const before = this.former(order);
        const answer = await makeAwaitable(this.pos.dialog, ReservedQuestion, {
            dishes: this.named(lines, refused),
            guest: order.partner_id?.loyaltyCalled,
            former: before && (before.partner?.loyaltyCalled || _t("No guest")),
            needsLogin: this.pos.getCashier()?._role !== "manager",
            allow: (values) => this.allow(lines, values),
        });
        if (answer === "remove") {
            this.remove(order, lines);
        } else if (!answer && before) {
            order.setPartner(before.partner || false);
            order.loyalty_tier_host_id = before.host;
        } else if (!answer) {
            this.later.set(order.uuid, this.key(order, lines));
        }
        this.asking = false;
        return Boolean(answer);
    }

    /** @returns {Object|undefined} for whom it was right, where that is somebody else */
    former(order) {
        const before = this.fine.get(order.uuid);
        const isOther =
            before &&
            (before.partner?.id !== order.partner_id?.id ||
                before.host !== order.loyalty_tier_host_id);
        return isOther ? before : undefined;
    }

    named(lines, refused) {
        return lines.map(({uuid, product_id: product}) => ({
            id: uuid,
            name: product.display_name,
            why: refused.find((row) => row.product_id === product.id)?.text || "",
        }));
    }

    remove(order, lines) {
        for (const line of new Set(lines.map((one) => one.combo_parent_id || one))) {
            order.removeOrderline(line);
        }
    }

    /**
     * A manager lets the lines stay. The server makes sure that it is one; without a
     * connection the till takes its own manager's word, and the server will look at it.
     *
     * @param {PosOrderline[]} lines
     * @param {Object} values `reason`, `login`, `password`
     * @returns {Promise<String|undefined>} what is wrong, if anything is
     */
    async allow(lines, values) {
        const isManager = this.pos.getCashier()?._role === "manager";
        let said = {user_id: this.pos.user.id, proofs: {}};
        if (!this.pos.data.network.offline) {
            const ids = lines.map((line) => line.product_id.id);
            const args = [this.pos.config.id, {...values, product_ids: ids}];
            try {
                said = await this.pos.data.orm.silent.call(MODEL, "allow_past", args);
            } catch (error) {
                return refusal(error);
            }
        } else if (!isManager) {
            return _t("Without a connection only a manager at this till may allow it.");
        }
        for (const line of lines) {
            line.update({
                loyalty_tier_override: values.reason,
                loyalty_tier_override_by: said.user_id,
                loyalty_tier_override_proof: said.proofs[line.product_id.id] || "",
            });
        }
    }
}
