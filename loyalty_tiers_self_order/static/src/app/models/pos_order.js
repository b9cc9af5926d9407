import { PosOrder } from "@point_of_sale/app/models/pos_order";
import { patch } from "@web/core/utils/patch";
import { isOpened } from "@loyalty_tiers_self_order/app/opened";

const PREPARED = "last_order_preparation_change";

/** What the kitchen knows of, without some lines; the host keeps it as JSON or object. */
function withoutLines(prepared, uuids) {
    const sent = typeof prepared === "string" ? JSON.parse(prepared) : { ...prepared };
    const lines = Object.entries(sent.lines || {});
    sent.lines = Object.fromEntries(
        lines.filter(([key]) => !uuids.some((uuid) => key.startsWith(uuid)))
    );
    return typeof prepared === "string" ? JSON.stringify(sent) : sent;
}

patch(PosOrder.prototype, {
    /** @override A phone keeps its orders: without what the card has opened. */
    serializeForIndexedDB() {
        const data = super.serializeForIndexedDB(...arguments);
        const lines = this.lines.filter(isOpened);
        if (lines.length) {
            const ids = new Set(lines.flatMap((line) => [line.id, line.uuid]));
            data.lines = (data.lines || []).filter((id) => !ids.has(id));
            if (data[PREPARED]) {
                const uuids = lines.map((line) => line.uuid);
                data[PREPARED] = withoutLines(data[PREPARED], uuids);
            }
        }
        return data;
    },
});
