import {isOwn, readNotes} from "@loyalty_tiers/app/utils/own_notes";
import {KitchenNotes} from "@loyalty_tiers_restaurant/app/services/kitchen_notes";
import {PosStore} from "@point_of_sale/app/services/pos_store";
import {batched} from "@web/core/utils/timing";
import {effect} from "@web/core/utils/reactive";
import {patch} from "@web/core/utils/patch";

/** Reads what the notes of an order depend on, so that an effect sees it change. */
function watched(order, entry) {
    return [
        order.internal_note,
        entry?.state,
        entry?.known?.forbidden?.length,
        entry?.known?.preferences?.map((row) => [row.code, row.kind, row.source]),
    ];
}

patch(PosStore.prototype, {
    /**
     * Guests come, change and leave in many ways; one effect sees them all.
     *
     * @override
     */
    async setup() {
        await super.setup(...arguments);
        this.kitchenNotes = new KitchenNotes(this);
        const noticed = batched((pos) => {
            const order = pos.getOrder();
            if (order && watched(order, pos.recognition?.knowledge.entry(order.partner_id))) {
                this.kitchenNotes.refresh(order);
            }
        });
        effect(noticed, [this]);
    },

    /** @override */
    async printChanges(order) {
        await this.kitchenNotes.prepare(order);
        return await super.printChanges(...arguments);
    },

    /** @override */
    getOrderData(order) {
        const data = super.getOrderData(...arguments);
        return {...data, loyaltyTiersGuest: this.kitchenNotes.forTicket(order)};
    },

    /**
     * The host prints notes on a ticket of their own. Codes stand above the dishes: they
     * need none while dishes are sent.
     *
     * @override
     */
    async generateReceiptsDataToPrint(orderData, changes, orderChange) {
        const notes = readNotes(orderChange.internal_note);
        const isCodesOnly = notes?.length && notes.every(isOwn) && orderChange.new.length;
        const change = isCodesOnly ? {...orderChange, internal_note: ""} : orderChange;
        return await super.generateReceiptsDataToPrint(orderData, changes, change);
    },
});
