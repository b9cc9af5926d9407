import {animationFrame, click} from "@odoo/hoot-dom";
import {come, openTill, settled} from "@loyalty_tiers/../tests/unit/utils";
import {expect, test} from "@odoo/hoot";
import {definePosModels} from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import {onRpc} from "@web/../tests/web_test_helpers";

definePosModels();

const ASK = {channel: "email", text: "May we write to you?"};
const LINE = ".loyalty-tiers-card .loyalty-tiers-consent";

/** A till that hears what is noted, and a guest who stands in front of it. */
async function askGuest(said = {ask: ASK}) {
    const {store, guest} = await openTill(said);
    onRpc("loyalty.tier.knowledge", "note_wish", ({args}) => {
        const [, , {answer, channel, uuid}] = args;
        expect.step(`${answer} ${channel} ${Boolean(uuid)}`);
        return {answer};
    });
    await come(store, guest);
    return {store, guest};
}

test("asks who was never asked, and notes the answer in one tap", async () => {
    const {store, guest} = await askGuest();
    expect(`${LINE}-text`).toHaveText("May we write to you?");

    await click(`${LINE} button:contains(Yes)`);
    await settled();

    expect.verifySteps(["yes email true"]);
    expect(`${LINE} button`).toHaveCount(0);
    expect(`${LINE}-answer`).toHaveText("Noted: yes");
    expect(store.recognition.knowledge.entry(guest).ask).toBe(false);
});

test("asks nobody else", async () => {
    await askGuest({ask: false});

    expect(".loyalty-tiers-card").toHaveCount(1);
    expect(LINE).toHaveCount(0);
});

test("what a guest says without connection waits, and is not asked again", async () => {
    const {store, guest} = await askGuest();
    store.data.network.offline = true;

    await click(`${LINE} button:contains(Not now)`);
    await settled();

    expect.verifySteps([]);
    expect(store.outbox.calls.map(({method}) => method)).toEqual(["note_wish"]);
    const {knowledge} = store.recognition;
    knowledge.take(guest, knowledge.entry(guest), {card: false, due: [], ask: ASK});
    expect(knowledge.entry(guest).ask).toBe(false);

    store.data.network.offline = false;
    await store.outbox.send();
    expect.verifySteps(["later email true"]);
});

test("the note of a guest asks too", async () => {
    await askGuest();
    await click(".loyalty-tiers-note-button");
    await animationFrame();

    expect(".loyalty-tiers-note .loyalty-tiers-consent-text").toHaveCount(1);
});
