import {PEANUTS, come, makeKnowledge, openTill, settled} from "@loyalty_tiers/../tests/unit/utils";
import {expect, test} from "@odoo/hoot";
import {Deferred} from "@odoo/hoot-mock";
import {advanceTime} from "@odoo/hoot-mock";
import {definePosModels} from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import {onRpc} from "@web/../tests/web_test_helpers";

definePosModels();

const KNOWN = {knowledge: makeKnowledge({forbidden: [PEANUTS]})};

test("reads a guest once, and keeps it while the order is open", async () => {
    const {store, order, guest} = await openTill(KNOWN);
    const {knowledge} = store.recognition;
    expect(knowledge.of(guest)).toBe(null);
    await come(store, guest);
    expect(knowledge.of(guest).forbidden).toHaveLength(1);

    order.state = "paid";
    await settled();
    expect(knowledge.of(guest)).toBe(null);
});

test("another guest on the order: the first is forgotten", async () => {
    const {store, guest} = await openTill(KNOWN);
    await come(store, guest);
    store.setPartnerToCurrentOrder(false);
    await settled();
    expect(store.recognition.knowledge.of(guest)).toBe(null);
});

test("nothing of it is on a record or in the browser", async () => {
    const {store, order, guest} = await openTill(KNOWN);
    await come(store, guest);
    const kept = [
        JSON.stringify(guest.raw),
        JSON.stringify(order.raw),
        JSON.stringify(order.uiState),
        JSON.stringify({...localStorage}),
        JSON.stringify({...sessionStorage}),
    ];
    expect(kept.join()).not.toMatch(/peanuts/);
});

test("without a connection it says so", async () => {
    const {store, guest} = await openTill(KNOWN);
    store.data.network.offline = true;
    await come(store, guest);
    expect(store.recognition.knowledge.entry(guest).state).toBe("failed");
    expect(".loyalty-tiers-must-not-eat-unknown").toHaveText(/Could not be loaded. Please ask./);
});

test("when the connection is back, the card fills", async () => {
    const {store, guest} = await openTill(KNOWN);
    store.data.network.offline = true;
    await come(store, guest);
    store.data.network.offline = false;
    window.dispatchEvent(new CustomEvent("pos-network-online"));
    await settled();
    expect(".loyalty-tiers-must-not-eat-words").toHaveText(/Must not eat: peanuts/);
});

test("an answer that is long in coming is no silence", async () => {
    const {store, guest} = await openTill();
    const answer = new Deferred();
    onRpc("loyalty.tier.knowledge", "read_guest", () => answer);
    await come(store, guest);
    expect(".loyalty-tiers-must-not-eat").toHaveCount(0);
    await advanceTime(3100);
    await settled();
    expect(".loyalty-tiers-must-not-eat-unknown").toHaveCount(1);

    answer.resolve({card: guest.loyalty_tier_card, due: [], ...KNOWN});
    await settled();
    expect(".loyalty-tiers-must-not-eat-words").toHaveText(/Must not eat: peanuts/);
});
