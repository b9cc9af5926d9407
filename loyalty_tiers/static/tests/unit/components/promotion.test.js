import {BEER, CALL, CHAIRMAN, openTill, settled} from "@loyalty_tiers/../tests/unit/utils";
import {expect, test} from "@odoo/hoot";
import {Promotion} from "@loyalty_tiers/app/components/promotion/promotion";
import {click} from "@odoo/hoot-dom";
import {definePosModels} from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import {mountWithCleanup, onRpc} from "@web/../tests/web_test_helpers";

definePosModels();

async function celebrate(due, props = {}) {
    onRpc("loyalty.tier.grant", "serve", ({args}) => {
        expect.step(`serve ${args[0]}`);
        return {state: "served", by: "Yuna", on: "2026-11-23 10:00:00", message: ""};
    });
    const {store, guest} = await openTill({due});
    const tier = store.models["loyalty.tier"].get(CHAIRMAN);
    const holdParty = () => expect.step("held") || true;
    await mountWithCleanup(Promotion, {
        props: {partner: guest, tier, visits: 36, holdParty, ...props},
    });
    await settled();
    return {store, guest};
}

test("the steps of the party are ticked, by whom and when; what is left waits", async () => {
    const step = {...CALL, id: 73, name: "Photo for the wall"};
    const former = {...CALL, id: 74, tier_id: 1, name: "A party that was missed"};
    const {store, guest} = await celebrate([CALL, step, BEER, former]);
    expect(".loyalty-tiers-due-row").toHaveCount(2);
    expect(".loyalty-tiers-later").toHaveCount(0);

    await click(".loyalty-tiers-serve:first");
    await settled();
    expect.verifySteps(["serve 72"]);
    expect(".loyalty-tiers-served").toHaveText(/Yuna/);
    expect(".loyalty-tiers-promotion").toHaveText(/What is left waits for the next visit/);
    expect(store.recognition.knowledge.of(guest)).toBe(null);

    await click(".loyalty-tiers-serve");
    await settled();
    expect.verifySteps(["serve 73"]);
    expect(".loyalty-tiers-promotion").not.toHaveText(/What is left/);
});

test("a party without steps is held in one tap", async () => {
    await celebrate([]);
    await click(".loyalty-tiers-party .btn-secondary");
    await settled();
    expect.verifySteps(["held"]);
    expect(".loyalty-tiers-party").toHaveText(/Party held/);
});

test("what the title has just opened is named", async () => {
    await celebrate([], {opens: ["Omakase", "Ten-Year Sake"]});
    expect(".loyalty-tiers-opened").toHaveText(/Just opened: Omakase and Ten-Year Sake/);
});

test("a title that opens nothing says nothing of it", async () => {
    await celebrate([], {opens: undefined});
    expect(".loyalty-tiers-opened").toHaveCount(0);
});

test("the name card is printed from here", async () => {
    onRpc("res.partner", "loyalty_name_card", () => {
        throw new Error("no printer");
    });
    await celebrate([]);
    await click(".loyalty-tiers-print-card");
    await settled();
    expect(".loyalty-tiers-print-card").toBeEnabled();
    expect(".loyalty-tiers-promotion-card .fa-check").toHaveCount(0);
});
