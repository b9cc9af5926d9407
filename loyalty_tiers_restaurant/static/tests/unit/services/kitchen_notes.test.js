import {PEANUTS, come, makeKnowledge, openTill, settled} from "@loyalty_tiers/../tests/unit/utils";
import {describe, expect, test} from "@odoo/hoot";
import {definePosModels} from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import {readNotes} from "@loyalty_tiers/app/utils/own_notes";
import {renderToElement} from "@web/core/utils/render";

definePosModels();

const row = (id, kind, code, source = "told") => ({id, kind, code, source, text: `tag ${id}`});
const KNOWN = makeKnowledge({
    forbidden: [PEANUTS],
    preferences: [
        row(1, "avoids", "K7"),
        row(2, "likes", "K3"),
        row(3, "service", "S1", "guessed"),
        row(4, "seat", "X1"),
        row(5, "avoids", ""),
    ],
});

function openKitchen(said = {knowledge: KNOWN}) {
    return openTill(said, {loyalty_tier_recognition: "banner"});
}

function notes(order) {
    return readNotes(order.internal_note).map((note) => note.text);
}

/** Print a ticket for the kitchen, and return its paper. */
async function print(store, order, change = {}) {
    const changes = {new: [{product_id: 5, quantity: 1}], cancelled: [], noteUpdate: [], ...change};
    const data = store.getOrderData(order, false);
    const tickets = await store.generateReceiptsDataToPrint(data, changes, {
        ...changes,
        internal_note: order.internal_note,
    });
    return tickets.map((ticket) =>
        renderToElement("point_of_sale.OrderChangeReceipt", {data: ticket})
    );
}

describe("house codes", () => {
    test("come onto the order with the guest, and leave with the guest", async () => {
        const {store, order, guest} = await openKitchen();
        order.setInternalNote(JSON.stringify([{text: "very hot", colorIndex: 1}]));
        await come(store, guest);
        expect(notes(order)).toEqual(["very hot", "K7", "K3+", "S1?"]);

        store.setPartnerToCurrentOrder(false);
        await settled();
        expect(notes(order)).toEqual(["very hot"]);
    });

    test("stay away where nothing is known", async () => {
        const {store, order, guest} = await openKitchen({knowledge: null});
        await come(store, guest);
        expect(notes(order)).toEqual([]);
    });

    test("leave a note that is no list alone", async () => {
        const {store, order, guest} = await openKitchen();
        order.internal_note = "as a kiosk wrote it";
        await come(store, guest);
        expect(order.internal_note).toBe("as a kiosk wrote it");
    });

    test("follow what is learnt while the guest sits here", async () => {
        const {store, order, guest} = await openKitchen();
        await come(store, guest);
        const {known} = store.recognition.knowledge.entry(guest);
        known.preferences = known.preferences.slice(1);
        await settled();
        expect(notes(order)).toEqual(["K3+", "S1?"]);
    });
});

describe("the ticket of the kitchen", () => {
    test("carries codes and a clear warning above the dishes, on one paper", async () => {
        const {store, order, guest} = await openKitchen();
        await come(store, guest);
        const tickets = await print(store, order);

        expect(tickets).toHaveLength(1);
        expect(tickets[0].querySelector(".loyalty-tiers-warnings")).toHaveText(
            "!! NO PEANUTS (Allergy: ask)"
        );
        expect(tickets[0].querySelector(".loyalty-tiers-codes")).toHaveText(/K7\s+K3\+\s+S1\?/);
    });

    test("has the staff's notes on a paper of their own, as ever", async () => {
        const {store, order, guest} = await openKitchen();
        order.setInternalNote(JSON.stringify([{text: "very hot", colorIndex: 1}]));
        await come(store, guest);

        expect(await print(store, order)).toHaveLength(2);
    });

    test("says so when what must not be eaten is not known", async () => {
        const {store, order, guest} = await openKitchen({knowledge: null});
        await come(store, guest);
        const [ticket] = await print(store, order);

        expect(ticket.querySelector(".loyalty-tiers-warnings")).toHaveText(/not known at this till/);
    });

    test("is as ever without a guest", async () => {
        const {store, order} = await openKitchen();
        const [ticket] = await print(store, order);

        expect(ticket.querySelector(".loyalty-tiers-warnings")).toBe(null);
        expect(ticket.querySelector(".loyalty-tiers-codes")).toBe(null);
    });

    test("shows a name with script as text", async () => {
        const evil = "<img src=x onerror=alert(1)>";
        const {store, order, guest} = await openKitchen({
            knowledge: makeKnowledge({forbidden: [{...PEANUTS, text: evil}]}),
        });
        await come(store, guest);
        const [ticket] = await print(store, order);

        expect(ticket.querySelector("img")).toBe(null);
        expect(ticket).toHaveText(/<IMG SRC=X/);
    });
});

test("nothing that must not be eaten is on the order's record", async () => {
    const {store, order, guest} = await openKitchen();
    await come(store, guest);
    await print(store, order);
    order.updateLastOrderChange();

    const kept = JSON.stringify([order.raw, order.uiState, order.last_order_preparation_change]);
    expect(kept.toLowerCase()).not.toInclude("peanut");
});

test("a kitchen that is cooking already is told what came late", async () => {
    const {store, order, guest} = await openKitchen();
    order.last_order_preparation_change.lines = {a: {uuid: "a", quantity: 1}};
    await come(store, guest);

    expect(".o_notification").toHaveText(/NO PEANUTS/);
    expect(".o_notification button:contains(Print for the kitchen)").toHaveCount(1);
});

test("tables and orders carry the badge, but not of who is incognito", async () => {
    const {store, order, guest} = await openKitchen();
    await come(store, guest);
    expect(order.loyaltyTierShown.name).toBe("Chairman");

    guest.update({loyalty_tier_card: {...guest.loyalty_tier_card, incognito: true}});
    expect(order.loyaltyTierShown).toBe(undefined);
});
