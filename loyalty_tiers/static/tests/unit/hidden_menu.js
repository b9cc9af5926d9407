import {CHAIRMAN, openTill, settled} from "@loyalty_tiers/../tests/unit/utils";
import {onRpc} from "@web/../tests/web_test_helpers";

export const BURGER = 12;
export const PIZZA = 13;
export const QUESTION = ".loyalty-tiers-reserved-question";

/** A gate as the server sends it: the burger is for chairmen. */
export function gate(values = {}) {
    return {
        id: 1,
        mode: "secret",
        limit_quantity: 0,
        limit_period: "order",
        pos_tier_ids: [CHAIRMAN],
        pos_guest_ids: [],
        pos_openings: null,
        pos_template_ids: [BURGER],
        pos_product_ids: [],
        pos_teaser: false,
        ...values,
    };
}

/**
 * A till with a hidden menu; nobody is on the order.
 *
 * @param {Object[]} [gates]
 * @param {Object} [settings] of the till
 */
export async function openHiddenMenu(gates = [gate()], settings = {}) {
    const reserved = [...gates];
    onRpc("loyalty.tier.gate", "till_gates", () => reserved);
    onRpc("loyalty.tier.gate", "check_order", () => []);
    const till = await openTill({}, {loyalty_tier_recognition: "off", ...settings});
    await till.store.gateNews.read();
    await settled();
    return {...till, reserved};
}

/** @returns {Number[]} ids of the dishes in the grid, each once */
export function grid(store) {
    const groups = store.productToDisplayByCateg;
    const ids = groups.flatMap(([, products]) => products.map(({id}) => id));
    return [...new Set(ids)];
}

/** Tap on a dish, as its card does. */
export async function tap({store, order}, id, vals = {}) {
    const dish = store.models["product.template"].get(id);
    const line = store.addLineToOrder({product_tmpl_id: dish, ...vals}, order);
    await settled();
    return line;
}

export async function guestIs({store}, guest) {
    store.setPartnerToCurrentOrder(guest || false);
    await settled();
}

/** @returns {Number[]} ids of the dishes on an order */
export function ordered(order) {
    return order.lines.map((line) => line.product_id.product_tmpl_id.id);
}
