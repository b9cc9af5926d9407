import {expect, test} from "@odoo/hoot";
import {mountWithCleanup, onRpc, patchWithCleanup} from "@web/../tests/web_test_helpers";
import {NameCard} from "@loyalty_tiers/app/components/name_card/name_card";
import {definePosModels} from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import {printNameCard, sendNameCard} from "@loyalty_tiers/app/services/name_card";
import {makeGuest, setupTill} from "../utils";

definePosModels();

const CARD = {
    name: "Kim Minjun",
    size: "large",
    title: "Chairman",
    line: "",
    color: "#71639e",
    badge: "C",
    house: "Izakaya Kim",
    code: "0420000000051",
    qr: "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=",
    bars: "",
};

/** A till whose printer and notices are steps. */
async function openTill() {
    const store = await setupTill();
    onRpc("res.partner", "loyalty_name_card", ({args}) => {
        expect.step(`card of ${args[0]}`);
        return CARD;
    });
    patchWithCleanup(store.printer, {
        print: (component, {card}, options) =>
            expect.step(`${component.name} ${card.name} ${options.webPrintFallback}`),
    });
    patchWithCleanup(store.notification, {
        add: (message, {type}) => expect.step(`${type}: ${message}`),
    });
    return {store, guest: makeGuest(store)};
}

test("the name card is printed, and its scan is known from then on", async () => {
    const {store, guest} = await openTill();

    expect(await printNameCard(store, guest)).toBe(true);
    expect.verifySteps([`card of ${guest.id}`, "NameCard Kim Minjun true"]);
    expect(guest.loyaltyCode).toBe(CARD.code);
});

test("a card that could not be printed says so and breaks nothing", async () => {
    const {store, guest} = await openTill();
    onRpc("res.partner", "loyalty_name_card", () => {
        throw new Error("no");
    });
    expect(await printNameCard(store, guest)).toBe(false);
    expect.verifySteps(["warning: The name card could not be printed."]);
});

test("the name card is sent, and the cashier is told where it goes", async () => {
    const {store, guest} = await openTill();
    onRpc("res.partner", "loyalty_send_name_card", () => "kim@example.com");
    expect(await sendNameCard(store, guest)).toBe(true);
    expect.verifySteps(["success: The name card is on its way to kim@example.com."]);
});

test("what is on the card is text, whatever it is", async () => {
    const name = "<img src=x onerror=alert(1)>";
    await mountWithCleanup(NameCard, {props: {card: {...CARD, name, title: name}}});
    expect(".loyalty-tiers-name-card-name").toHaveText(name);
    expect(".loyalty-tiers-name-card-title").toHaveText(name);
    expect(".loyalty-tiers-name-card img").toHaveCount(1);
});
