import {EventBus, toRaw} from "@odoo/owl";
import {PosOrder} from "@point_of_sale/app/models/pos_order";
import {patch} from "@web/core/utils/patch";

const bus = new EventBus();

/**
 * Hear of free lines that somebody takes off an order.
 *
 * @param {Object} models of the till whose orders are meant
 * @param {Function} job is given uuid, grant and guest of the line
 */
export function onFreeLineRemoved(models, job) {
    bus.addEventListener("removed", ({detail}) => {
        if (toRaw(detail.models) === toRaw(models)) {
            job(detail.about);
        }
    });
}

/** @returns {Object} what there is to know of a free line before it is gone */
export function aboutFreeLine(line) {
    return {uuid: line.uuid, id: line.loyaltyTierGrantId, partner: line.order_id?.partner_id};
}

patch(PosOrder.prototype, {
    /** @returns {PosOrderline[]} what is given for free, by grants */
    get freeLines() {
        return this.lines.filter((line) => line.loyaltyTierGrantId);
    },

    /** @override */
    removeOrderline(line) {
        const {models} = this;
        const about = line.loyaltyTierGrantId && aboutFreeLine(line);
        const removed = super.removeOrderline(...arguments);
        if (about && removed) {
            bus.trigger("removed", {models, about});
        }
        return removed;
    },
});
