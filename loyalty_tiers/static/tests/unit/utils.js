import {MainComponentsContainer} from "@web/core/main_components_container";
import {animationFrame, tick} from "@odoo/hoot-mock";
import {mountWithCleanup, onRpc} from "@web/../tests/web_test_helpers";
import {setupPosEnv} from "@point_of_sale/../tests/unit/utils";

const {DateTime} = luxon;

export const CHIEF = 1;
export const CHAIRMAN = 2;

/** A till of a shop that greets its guests. */
export async function setupTill(settings = {}) {
    const store = await setupPosEnv();
    Object.assign(store.config, {
        loyalty_tier_recognition: "tier",
        loyalty_tier_welcome: "Welcome, {name}!",
        loyalty_tier_seconds: 0,
        loyalty_tier_receipt: true,
        ...settings,
    });
    return store;
}

/** A guest as the server sends one, with a card. */
export function makeGuest(store, card = {}) {
    const guest = store.models["res.partner"].get(4);
    guest.update({
        name: "Kim Minjun",
        loyalty_tier_called: "Kim",
        loyalty_tier_card: card && {
            tier_id: CHAIRMAN,
            promoted: false,
            visits: 36,
            last_visit: DateTime.now().minus({days: 9}).toISODate(),
            missing: "",
            progress: 1,
            party_tier_id: false,
            ...card,
        },
    });
    return guest;
}

/** What the server tells of a guest whom the house knows well. */
export function makeKnowledge(values = {}) {
    return {
        consent_text: "May we note what you must not eat?",
        forbidden: [],
        preferences: [],
        talks: [],
        occasions: [],
        usual: [],
        avoided: {},
        ...values,
    };
}

export const PEANUTS = {
    id: 31,
    text: "peanuts",
    reason: "allergy",
    reason_text: "Allergy",
    told_on: "2019-05-03",
    by: "Yuna",
};

/** A free beer and a gesture, as the server tells what is due. */
export const BEER = {
    id: 71,
    perk_id: 11,
    name: "A beer on the house",
    kind: "product",
    given: "repeat",
    product_id: 5,
    state: "due",
    since: "2026-11-01",
    tier_id: CHAIRMAN,
    move_id: false,
    party: false,
};

export const CALL = {
    ...BEER,
    id: 72,
    perk_id: 12,
    name: "All staff call the title",
    kind: "gesture",
    given: "promotion",
    product_id: false,
    move_id: 5,
    party: true,
};

/**
 * A till on its product screen, whose server knows a guest.
 *
 * @param {Object} [said] what `read_guest` answers, beside the card
 * @param {Object} [settings] of the till
 */
export async function openTill(said = {}, settings = {}) {
    let guest = null;
    onRpc("loyalty.tier.knowledge", "read_guest", () => ({
        card: guest?.loyalty_tier_card || false,
        incognito: false,
        knowledge: makeKnowledge(),
        due: [],
        ...said,
    }));
    onRpc("loyalty.tier.knowledge", "read_due", () => ({
        card: guest?.loyalty_tier_card || false,
        due: said.due || [],
    }));
    onRpc("pos.config", "announce_guest", () => 0);
    const store = await setupTill(settings);
    localStorage.removeItem(store.outbox.key);
    await mountWithCleanup(MainComponentsContainer);
    const order = store.addNewOrder();
    store.router.state.current = "ProductScreen";
    guest = makeGuest(store);
    return {store, order, guest};
}

/** Put the guest onto the order, and wait for what the server says. */
export async function come(store, guest) {
    store.setPartnerToCurrentOrder(guest);
    await settled();
}

export async function settled() {
    for (let turn = 0; turn < 3; turn++) {
        await tick();
        await animationFrame();
    }
}
