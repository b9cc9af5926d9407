import {animationFrame, click, press} from "@odoo/hoot-dom";
import {advanceTime} from "@odoo/hoot-mock";
import {expect, test} from "@odoo/hoot";
import {
    BEER,
    CHAIRMAN,
    PEANUTS,
    come,
    makeGuest,
    makeKnowledge,
    openTill,
    settled,
} from "@loyalty_tiers/../tests/unit/utils";
import {RecognitionCard} from "@loyalty_tiers/app/components/popups/recognition_card/recognition_card";
import {definePosModels} from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import {Deferred} from "@odoo/hoot-mock";
import {onRpc} from "@web/../tests/web_test_helpers";

definePosModels();

async function openCard(store, guest, props = {}) {
    store.dialog.add(RecognitionCard, {
        partner: guest,
        seconds: 0,
        holdParty: () => {},
        ...props,
    });
    await animationFrame();
}

test("greets by title and name, and tells visits, last visit and perks", async () => {
    const {store} = await openTill();
    await openCard(store, makeGuest(store));

    expect(".loyalty-tiers-greeting").toHaveText("Welcome home, Chairman Kim");
    expect(".loyalty-tiers-facts").toHaveText(/36 visits\s*last here 9 days ago/);
    expect(".loyalty-tiers-perks").toHaveCount(0);
    await click(".loyalty-tiers-perks-fold");
    await animationFrame();
    expect(".loyalty-tiers-perks li").toHaveCount(2);
    expect(".loyalty-tiers-missing").toHaveText("The highest title of the house");
});

test("tells what is missing in the server's words", async () => {
    const {store} = await openTill();
    await openCard(store, makeGuest(store, {missing: "1 visit to Chairman", progress: 0.97}));

    expect(".loyalty-tiers-missing").toHaveText("1 visit to Chairman");
    expect(".loyalty-tiers-progress").toHaveAttribute("aria-valuenow", "97");
});

test("a guest without tier gets a warm first line, never an empty card", async () => {
    const {store} = await openTill();
    await openCard(store, makeGuest(store, false));

    expect(".loyalty-tiers-greeting").toHaveText("Welcome, Kim!");
    expect(".loyalty-tiers-facts").toHaveText("First visit");
    expect(".loyalty-tiers-perks-fold").toHaveCount(0);
    expect(".loyalty-tiers-missing").toHaveCount(0);
});

test("what a guest typed as a name is shown as text", async () => {
    const {store} = await openTill();
    const guest = makeGuest(store);
    guest.update({loyalty_tier_called: "<img src=x onerror=alert(1)> {title}"});
    await openCard(store, guest);

    expect(".loyalty-tiers-greeting img").toHaveCount(0);
    expect(".loyalty-tiers-greeting").toHaveText(
        "Welcome home, Chairman <img src=x onerror=alert(1)> {title}"
    );
});

test("closes by key", async () => {
    const {store} = await openTill();
    await openCard(store, makeGuest(store));
    await press("escape");
    await animationFrame();

    expect(".loyalty-tiers-card").toHaveCount(0);
});

test("closes by a tap outside, not by a tap inside", async () => {
    const {store} = await openTill();
    await openCard(store, makeGuest(store));

    await click(".loyalty-tiers-greeting");
    await animationFrame();
    expect(".loyalty-tiers-card").toHaveCount(1);

    await click(document.querySelector(".modal"));
    await animationFrame();
    expect(".loyalty-tiers-card").toHaveCount(0);
});

test("closes by itself after the manager's seconds", async () => {
    const {store} = await openTill();
    await openCard(store, makeGuest(store), {seconds: 8});

    await advanceTime(7900);
    expect(".loyalty-tiers-card").toHaveCount(1);
    await advanceTime(200);
    await animationFrame();
    expect(".loyalty-tiers-card").toHaveCount(0);
});

test("offers the party that is still due, and is fresh when it was held", async () => {
    const {store} = await openTill();
    const guest = makeGuest(store, {party_tier_id: CHAIRMAN});
    const holdParty = (tier) => {
        expect.step(tier.name);
        guest.update({loyalty_tier_card: {...guest.loyalty_tier_card, party_tier_id: false}});
    };
    await openCard(store, guest, {holdParty});
    expect(".loyalty-tiers-due").toHaveText(/Pour the beer with the crown/);

    await click(".loyalty-tiers-due button");
    await animationFrame();
    expect.verifySteps(["Chairman"]);
    expect(".loyalty-tiers-due").toHaveCount(0);
});

test("shows what the house knows, in the order in which it is needed", async () => {
    const {store, guest} = await openTill({
        due: [BEER],
        knowledge: makeKnowledge({
            forbidden: [PEANUTS],
            preferences: [
                {id: 1, kind: "likes", text: "ginger", source: "told"},
                {id: 2, kind: "avoids", text: "garlic", source: "told"},
            ],
            talks: [{id: 3, text: "Son graduated", date: "2026-11-01", by: "Yuna"}],
            usual: [{product_id: 5, product_tmpl_id: 5, qty: 1, name: "TEST"}],
        }),
    });
    await come(store, guest);

    const parts = ["greeting", "must-not-eat", "due-list", "both", "talks", "usual", "missing"];
    const tops = parts.map(
        (part) => document.querySelector(`.loyalty-tiers-${part}`).getBoundingClientRect().top
    );
    expect(tops).toEqual(tops.toSorted((one, other) => one - other));
    expect(".loyalty-tiers-preferences").toHaveCount(2);
});

test("what is empty takes no room", async () => {
    const {store, guest} = await openTill();
    await come(store, guest);

    for (const part of ["must-not-eat", "due-list", "both", "talks", "usual", "unlocked"]) {
        expect(`.loyalty-tiers-${part}`).toHaveCount(0);
    }
});

test("offers what the till has loaded at once, and lets it be served when all is there", async () => {
    const {store} = await openTill();
    const answer = new Deferred();
    onRpc("loyalty.tier.knowledge", "read_guest", () => answer);
    const guest = makeGuest(store, {due: [{id: 71, perk_id: 2}]});
    await come(store, guest);
    expect(".loyalty-tiers-due-row").toHaveText(/Name plate on the shelf/);
    expect(".loyalty-tiers-serve").not.toBeEnabled();

    answer.resolve({card: guest.loyalty_tier_card, knowledge: makeKnowledge(), due: [BEER]});
    await settled();
    expect(".loyalty-tiers-due-row").toHaveText(/A beer on the house/);
    expect(".loyalty-tiers-serve").toBeEnabled();
});

test("a guest who wants no title is greeted warmly without one", async () => {
    const {store} = await openTill();
    await openCard(store, makeGuest(store, {incognito: true}));

    expect(".loyalty-tiers-greeting").toHaveText("Welcome, Kim!");
    expect(".loyalty-tiers-incognito").toHaveText("Do not say the title aloud");
});

test("what must not be eaten does not go away by itself", async () => {
    const {store, guest} = await openTill(
        {knowledge: makeKnowledge({forbidden: [PEANUTS]})},
        {loyalty_tier_seconds: 8}
    );
    await come(store, guest);
    await advanceTime(9000);
    expect(".loyalty-tiers-card").toHaveCount(1);
});

test("a cashier without the right is offered no note", async () => {
    const {store, guest} = await openTill({knowledge: null});
    await come(store, guest);
    expect(".loyalty-tiers-note-button").not.toBeVisible();
    expect(".loyalty-tiers-must-not-eat").toHaveCount(0);
});
