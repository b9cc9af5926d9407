import {come, makeGuest, makeKnowledge, openTill, settled} from "@loyalty_tiers/../tests/unit/utils";
import {expect, test} from "@odoo/hoot";
import {CapturePrompt} from "@loyalty_tiers/app/components/capture_prompt/capture_prompt";
import {click} from "@odoo/hoot-dom";
import {definePosModels} from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import {mountWithCleanup} from "@web/../tests/web_test_helpers";

definePosModels();

async function pay(card, known) {
    const {store, order} = await openTill({card, knowledge: makeKnowledge(known)});
    await come(store, makeGuest(store, card));
    store.dialog.closeAll();
    await mountWithCleanup(CapturePrompt, {props: {order}});
    await settled();
    return order;
}

test("somebody new is asked about once", async () => {
    const order = await pay(false);
    expect(".loyalty-tiers-capture").toHaveText(/Anything to remember about Kim\?/);
    await click(".loyalty-tiers-capture .oi-close");
    await settled();
    expect(".loyalty-tiers-capture").toHaveCount(0);
    expect(order.uiState.loyaltyTierAsked).toBe(4);
});

test("nobody is asked about a regular", async () => {
    await pay({visits: 3});
    expect(".loyalty-tiers-capture").toHaveCount(0);
});

test("nobody is asked about whom something is known of", async () => {
    await pay(false, {talks: [{id: 1, text: "On a trip", date: "2026-11-23"}]});
    expect(".loyalty-tiers-capture").toHaveCount(0);
});
