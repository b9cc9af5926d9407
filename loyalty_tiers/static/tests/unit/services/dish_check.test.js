import {PEANUTS, come, makeKnowledge, openTill, settled} from "@loyalty_tiers/../tests/unit/utils";
import {describe, expect, test} from "@odoo/hoot";
import {isOwn, keepMarks, readNotes, withoutOwn} from "@loyalty_tiers/app/utils/own_notes";
import {CustomerDisplayPosAdapter} from "@point_of_sale/app/customer_display/customer_display_adapter";
import {click} from "@odoo/hoot-dom";
import {definePosModels} from "@point_of_sale/../tests/unit/data/generate_model_definitions";

definePosModels();

const QUESTION = ".loyalty-tiers-dish-question";
const GARLIC = {id: 41, kind: "avoids", tag_id: 9, text: "garlic", source: "told"};

/** A till at which stands a guest who avoids garlic (in dish 5) and peanuts (in 6). */
async function openRestaurant() {
    const knowledge = makeKnowledge({
        forbidden: [PEANUTS],
        preferences: [GARLIC],
        avoided: {5: [41], 6: [31]},
    });
    const till = await openTill({knowledge, due: []}, {loyalty_tier_recognition: "banner"});
    await come(till.store, till.guest);
    return till;
}

/** Tap on a dish; the answer is awaited by whoever needs it. */
async function ring({store, order}, id, vals = {}) {
    const dish = store.models["product.template"].get(id);
    const ringing = store.addLineToOrder({product_tmpl_id: dish, ...vals}, order);
    await settled();
    return ringing;
}

async function answer(text) {
    await click(`${QUESTION} button:contains("${text}")`);
    await settled();
}

function lines(order) {
    return order.lines.map((line) => [
        line.product_id.id,
        line.qty,
        readNotes(line.note).map((note) => note.text),
    ]);
}

describe("a dish that the guest does not want", () => {
    test("is asked about once, and the answer is on the line", async () => {
        const till = await openRestaurant();
        ring(till, 5);
        await settled();
        expect(QUESTION).toHaveCount(1);
        expect(".loyalty-tiers-avoids").toHaveText("Kim avoids: garlic. Order it all the same?");

        await answer("Without it");
        ring(till, 5);
        await settled();
        expect(QUESTION).toHaveCount(0);
        expect(lines(till.order)).toEqual([[5, 2, ["no garlic"]]]);
        expect(readNotes(till.order.lines[0].note).every(isOwn)).toBe(true);
    });

    test("is ordered as it is, or not at all", async () => {
        const till = await openRestaurant();
        ring(till, 5);
        await settled();
        await answer("Do not order");
        expect(lines(till.order)).toEqual([]);

        ring(till, 5);
        await settled();
        await answer("As it is");
        expect(lines(till.order)).toEqual([[5, 1, ["garlic is fine today"]]]);
    });

    test("is not asked about on another guest's order", async () => {
        const till = await openRestaurant();
        const order = till.store.addNewOrder();
        await ring({...till, order}, 5);

        expect(QUESTION).toHaveCount(0);
        expect(lines(order)).toEqual([[5, 1, []]]);
    });

    test("is not asked about when it is taken back", async () => {
        const till = await openRestaurant();
        await ring(till, 5, {qty: -1});

        expect(QUESTION).toHaveCount(0);
    });

    test("is told when the guest comes after it", async () => {
        const knowledge = makeKnowledge({preferences: [GARLIC], avoided: {5: [41]}});
        const {store, order, guest} = await openTill(
            {knowledge},
            {loyalty_tier_recognition: "banner"}
        );
        await ring({store, order}, 5);
        await come(store, guest);

        expect(".o_notification").toHaveText(/Kim avoids: garlic/);
    });
});

test("what must not be eaten is asked about in words, and not named on the line", async () => {
    const till = await openRestaurant();
    ring(till, 6);
    await settled();
    expect(".loyalty-tiers-forbidden").toHaveText(
        "Kim must not eat: peanuts (Allergy). Ask the guest before you order it."
    );

    await answer("Without it");
    expect(lines(till.order)).toEqual([[6, 1, ["without it, see the warning"]]]);
    expect(JSON.stringify(till.order.lines[0].raw)).not.toInclude("peanuts");
    expect(JSON.stringify(till.order.uiState)).not.toInclude("peanuts");
});

test("a till where nobody is known adds dishes as ever", async () => {
    const {store, order} = await openTill();
    await ring({store, order}, 5);

    expect(lines(order)).toEqual([[5, 1, []]]);
});

test("the guest's display shows the staff's notes only", async () => {
    const till = await openRestaurant();
    ring(till, 5);
    await settled();
    await answer("Without it");
    const [line] = till.order.lines;
    line.setNote(JSON.stringify([...readNotes(line.note), {text: "hot", colorIndex: 0}]));

    const shown = new CustomerDisplayPosAdapter().getOrderlineData(line);
    expect(JSON.parse(shown.internalNote)).toEqual([{text: "hot", colorIndex: 0}]);
});

test("notes keep their mark when the staff edit others, and what is no list stays", () => {
    const own = {text: "K7", colorIndex: 0, loyalty_tiers: 4};
    const before = JSON.stringify([own]);
    const edited = JSON.stringify([
        {text: "K7", colorIndex: 0},
        {text: "hot", colorIndex: 2},
    ]);

    expect(JSON.parse(keepMarks(edited, before))).toEqual([own, {text: "hot", colorIndex: 2}]);
    expect(withoutOwn("no list")).toBe("no list");
    expect(keepMarks(edited, "no list")).toBe(edited);
});
