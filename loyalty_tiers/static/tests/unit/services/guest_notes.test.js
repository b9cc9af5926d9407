import {PEANUTS, come, makeKnowledge, openTill, settled} from "@loyalty_tiers/../tests/unit/utils";
import {click, edit} from "@odoo/hoot-dom";
import {describe, expect, test} from "@odoo/hoot";
import {definePosModels} from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import {makeServerError, onRpc} from "@web/../tests/web_test_helpers";

definePosModels();

const WORDS = {
    tags: [
        {id: 1, name: "garlic", kind: "ingredient"},
        {id: 2, name: "window", kind: "seat"},
    ],
    phrases: ["Had a good day"],
    occasion_kinds: [{id: 3, name: "Birthday", icon: "fa-birthday-cake"}],
    treats: [],
    reasons: [["allergy", "Allergy"]],
};

/** A till with the note of a guest open, at one of its tabs. */
async function openNote(tab, known = {}) {
    onRpc("loyalty.tier.knowledge", "words", () => WORDS);
    onRpc("loyalty.tier.knowledge", "note_talk", ({args: [, , {text, managers_only}]}) => {
        expect.step(`talk ${text}${managers_only ? " (managers)" : ""}`);
        return {id: 8, text, date: "2026-11-23", by: "Yuna"};
    });
    onRpc("loyalty.tier.knowledge", "note_preference", ({args: [, , values]}) => {
        const {kind, source, consent} = values;
        expect.step([kind, source, consent?.text].filter(Boolean).join(", "));
        return {...values, id: 9, text: values.text || "garlic", told_on: "2026-11-23"};
    });
    const till = await openTill({knowledge: makeKnowledge(known)});
    await come(till.store, till.guest);
    await click(".loyalty-tiers-note-button");
    await settled();
    await click(`.loyalty-tiers-tab[data-tab=${tab}]`);
    await settled();
    return till;
}

async function press(selector) {
    await click(selector);
    await settled();
}

test("a ready phrase is noted by one tap, and is on the card", async () => {
    await openNote("talk");
    await press(".loyalty-tiers-phrase");
    expect.verifySteps(["talk Had a good day"]);
    expect(".loyalty-tiers-note").toHaveCount(0);
    expect(".loyalty-tiers-talk").toHaveText(/Had a good day/);
});

test("a talk in free words, for managers only", async () => {
    await openNote("talk");
    await click(".loyalty-tiers-note textarea");
    await edit("Son <b>graduates</b>");
    await click(".loyalty-tiers-note input[type=checkbox]:last");
    await settled();
    await press(".loyalty-tiers-save");
    expect.verifySteps(["talk Son <b>graduates</b> (managers)"]);
    expect(".loyalty-tiers-talk").toHaveText(/Son <b>graduates<\/b>/);
});

test("what a guest avoids, from the words of the house", async () => {
    await openNote("preference");
    await press("[data-kind=avoids]");
    await press("[data-source=guessed]");
    expect(".loyalty-tiers-tag").toHaveCount(1);
    await press(".loyalty-tiers-tag");
    expect(".loyalty-tiers-tag").not.toBeEnabled();
    await press(".loyalty-tiers-done");
    expect.verifySteps(["avoids, guessed"]);
    expect(".loyalty-tiers-chip-guess").toHaveText("garlic? (guess)");
});

describe("what a guest must not eat", () => {
    test("is not saved before the guest agrees", async () => {
        await openNote("forbidden");
        await press(".loyalty-tiers-tag");
        expect(".loyalty-tiers-consent").toHaveText(/May we note what you must not eat/);
        expect(".loyalty-tiers-save").not.toBeEnabled();
        await press(".loyalty-tiers-consent input");
        await press(".loyalty-tiers-save");
        expect.verifySteps(["forbidden, told, May we note what you must not eat?"]);
        expect(".loyalty-tiers-must-not-eat-words").toHaveText(/garlic/);
    });

    test("is not kept without a connection, and it says why", async () => {
        const {store, guest} = await openNote("forbidden");
        store.data.network.offline = true;
        await settled();
        expect(".loyalty-tiers-note .alert").toHaveText(/never kept on a till/);
        expect(".loyalty-tiers-save").toHaveCount(0);
        const values = {text: "peanuts", consent: {how: "spoken", text: "."}};
        expect(await store.notes.forbidden(guest, values)).toBe(false);
        expect(store.outbox.calls).toHaveLength(0);
    });

    test("goes at once when the consent is withdrawn", async () => {
        onRpc("loyalty.tier.knowledge", "withdraw_consent", () => expect.step("withdrawn") || true);
        await openNote("talk", {forbidden: [PEANUTS]});
        await press(".loyalty-tiers-note .btn-close");
        await press(".loyalty-tiers-must-not-eat .btn");
        await press(".loyalty-tiers-remembered .modal-footer .btn:last");
        expect.verifySteps(["withdrawn"]);
        expect(".loyalty-tiers-must-not-eat").toHaveCount(0);
    });
});

test("a day to remember, 29 February included", async () => {
    onRpc("loyalty.tier.knowledge", "note_occasion", ({args: [, , values]}) => {
        expect.step(`${values.kind_id}: ${values.month}/${values.day}/${values.year}`);
        return {id: 5};
    });
    const {store, guest} = await openNote("occasion");
    expect(".loyalty-tiers-save").not.toBeEnabled();
    await press(".loyalty-tiers-note .loyalty-tiers-chip");
    expect(".loyalty-tiers-save").toBeEnabled();
    const day = {kind_id: 3, month: 2, day: 29, year: 0};
    expect(await store.notes.occasion(guest, day)).toBe(true);
    expect.verifySteps(["3: 2/29/0"]);
});

test("what is old is asked about on a tap, and is fresh again", async () => {
    onRpc("loyalty.tier.knowledge", "confirm_preference", ({args}) => {
        expect.step(`still ${args[0]}`);
        return true;
    });
    const old = {id: 6, kind: "likes", text: "ginger", source: "told", stale: true, date: "2020-01-01"};
    await openNote("talk", {preferences: [old]});
    await press(".loyalty-tiers-note .btn-close");
    await press(".loyalty-tiers-chip-stale");
    await press(".loyalty-tiers-remembered .btn-primary");
    expect.verifySteps(["still 6"]);
    expect(".loyalty-tiers-chip-stale").toHaveCount(0);
});

test("what was removed by somebody else is told, and nothing breaks", async () => {
    onRpc("loyalty.tier.knowledge", "remove_preference", () => {
        throw makeServerError({type: "MissingError", message: "This note is gone"});
    });
    const row = {id: 6, kind: "likes", text: "ginger", source: "told", date: "2026-01-01"};
    const {store, guest} = await openNote("talk", {preferences: [row]});
    expect(await store.notes.remove(guest, "preferences", row)).toBe(false);
    await settled();
    expect(".o_notification").toHaveText(/This note is gone/);
});
