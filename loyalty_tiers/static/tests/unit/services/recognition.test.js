import {describe, expect, test} from "@odoo/hoot";
import {CHAIRMAN, CHIEF, makeGuest, openTill, settled} from "@loyalty_tiers/../tests/unit/utils";
import {definePosModels} from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import {onRpc} from "@web/../tests/web_test_helpers";

definePosModels();

describe("greets", () => {
    test("however the guest came onto the order", async () => {
        const {store, order} = await openTill();
        order.partner_id = makeGuest(store); // As a table, a scan or another till does.
        await settled();

        expect(".loyalty-tiers-card").toHaveCount(1);
    });

    test("once per guest and order, and again on the next order", async () => {
        const {store, order} = await openTill();
        const guest = makeGuest(store);
        store.setPartnerToCurrentOrder(guest);
        await settled();
        store.dialog.closeAll();
        const other = store.addNewOrder();
        store.setOrder(order);
        await settled();
        expect(".loyalty-tiers-card").toHaveCount(0);

        store.setOrder(other);
        store.setPartnerToCurrentOrder(guest);
        await settled();
        expect(".loyalty-tiers-card").toHaveCount(1);
    });

    test("in a banner that does not interrupt, where the tier says so", async () => {
        const {store} = await openTill({card: {tier_id: CHIEF}});
        store.setPartnerToCurrentOrder(makeGuest(store, {tier_id: CHIEF}));
        await settled();

        expect(".modal").toHaveCount(0);
        expect(store.recognition.banner.partner.loyaltyGreeting).toBe("Welcome back, Chief Kim");

        store.setPartnerToCurrentOrder(false);
        await settled();
        expect(store.recognition.banner).toBe(null);
    });

    test("from local data, and learns afterwards what is new", async () => {
        const {store} = await openTill({card: {tier_id: CHAIRMAN, visits: 40}});
        const guest = makeGuest(store);
        store.setPartnerToCurrentOrder(guest);
        await settled();

        expect(guest.loyalty_tier_card.visits).toBe(40);
    });
});

describe("does not greet", () => {
    test("where the manager switched it off", async () => {
        const {store} = await openTill({}, {loyalty_tier_recognition: "off"});
        store.setPartnerToCurrentOrder(makeGuest(store));
        await settled();
        expect(".loyalty-tiers-card").toHaveCount(0);
    });

    test("at a till without program", async () => {
        const {store} = await openTill({}, {loyalty_tier_welcome: false});
        store.setPartnerToCurrentOrder(makeGuest(store, false));
        await settled();
        expect(".loyalty-tiers-card").toHaveCount(0);
    });

    test("on a refund", async () => {
        const {store, order} = await openTill();
        order.is_refund = true;
        store.setPartnerToCurrentOrder(makeGuest(store));
        await settled();
        expect(".loyalty-tiers-card").toHaveCount(0);
    });

    test("away from the counter", async () => {
        const {store} = await openTill();
        store.router.state.current = "TicketScreen";
        store.setPartnerToCurrentOrder(makeGuest(store));
        await settled();
        expect(".loyalty-tiers-card").toHaveCount(0);
    });
});

test("without an answer the greeting stays and the sale goes on", async () => {
    const {store} = await openTill();
    onRpc("loyalty.tier.knowledge", "read_guest", () => {
        throw new Error("no");
    });
    const guest = makeGuest(store);
    store.setPartnerToCurrentOrder(guest);
    await settled();

    expect(".loyalty-tiers-card").toHaveCount(1);
    expect(guest.loyalty_tier_card.visits).toBe(36);
});

test("a party that could not be noted stays on the card", async () => {
    const {store} = await openTill();
    onRpc("loyalty.tier.move", "hold_party", () => {
        throw new Error("no");
    });
    const guest = makeGuest(store, {party_tier_id: CHAIRMAN});

    expect(await store.recognition.holdParty(guest, guest.loyaltyTier)).toBe(false);
    expect(guest.loyaltyPartyTier.name).toBe("Chairman");
});
