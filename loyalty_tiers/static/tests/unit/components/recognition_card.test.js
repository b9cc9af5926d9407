import {animationFrame, click, press} from "@odoo/hoot-dom";
import {advanceTime} from "@odoo/hoot-mock";
import {expect, test} from "@odoo/hoot";
import {CHAIRMAN, makeGuest, setupTill} from "@loyalty_tiers/../tests/unit/utils";
import {MainComponentsContainer} from "@web/core/main_components_container";
import {RecognitionCard} from "@loyalty_tiers/app/components/popups/recognition_card/recognition_card";
import {definePosModels} from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import {mountWithCleanup} from "@web/../tests/web_test_helpers";

definePosModels();

async function openCard(store, guest, props = {}) {
    await mountWithCleanup(MainComponentsContainer);
    store.dialog.add(RecognitionCard, {
        partner: guest,
        seconds: 0,
        holdParty: () => {},
        ...props,
    });
    await animationFrame();
}

test("greets by title and name, and tells visits, last visit and perks", async () => {
    const store = await setupTill();
    await openCard(store, makeGuest(store));

    expect(".loyalty-tiers-greeting").toHaveText("Welcome home, Chairman Kim");
    expect(".loyalty-tiers-facts").toHaveText(/36 visits\s*last here 9 days ago/);
    expect(".loyalty-tiers-perks li").toHaveCount(2);
    expect(".loyalty-tiers-missing").toHaveText("The highest title of the house");
});

test("tells what is missing in the server's words", async () => {
    const store = await setupTill();
    await openCard(store, makeGuest(store, {missing: "1 visit to Chairman", progress: 0.97}));

    expect(".loyalty-tiers-missing").toHaveText("1 visit to Chairman");
    expect(".loyalty-tiers-progress").toHaveAttribute("aria-valuenow", "97");
});

test("a guest without tier gets a warm first line, never an empty card", async () => {
    const store = await setupTill();
    await openCard(store, makeGuest(store, false));

    expect(".loyalty-tiers-greeting").toHaveText("Welcome, Kim!");
    expect(".loyalty-tiers-facts").toHaveText("First visit");
    expect(".loyalty-tiers-perks").toHaveCount(0);
    expect(".loyalty-tiers-missing").toHaveCount(0);
});

test("what a guest typed as a name is shown as text", async () => {
    const store = await setupTill();
    const guest = makeGuest(store);
    guest.update({loyalty_tier_called: "<img src=x onerror=alert(1)> {title}"});
    await openCard(store, guest);

    expect(".loyalty-tiers-greeting img").toHaveCount(0);
    expect(".loyalty-tiers-greeting").toHaveText(
        "Welcome home, Chairman <img src=x onerror=alert(1)> {title}"
    );
});

test("closes by key", async () => {
    const store = await setupTill();
    await openCard(store, makeGuest(store));
    await press("escape");
    await animationFrame();

    expect(".loyalty-tiers-card").toHaveCount(0);
});

test("closes by a tap outside, not by a tap inside", async () => {
    const store = await setupTill();
    await openCard(store, makeGuest(store));

    await click(".loyalty-tiers-greeting");
    await animationFrame();
    expect(".loyalty-tiers-card").toHaveCount(1);

    await click(document.querySelector(".modal"));
    await animationFrame();
    expect(".loyalty-tiers-card").toHaveCount(0);
});

test("closes by itself after the manager's seconds", async () => {
    const store = await setupTill();
    await openCard(store, makeGuest(store), {seconds: 8});

    await advanceTime(7900);
    expect(".loyalty-tiers-card").toHaveCount(1);
    await advanceTime(200);
    await animationFrame();
    expect(".loyalty-tiers-card").toHaveCount(0);
});

test("offers the party that is still due, and is fresh when it was held", async () => {
    const store = await setupTill();
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
