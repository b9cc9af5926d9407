import {BEER, CHIEF, PEANUTS, come, makeGuest, makeKnowledge, openTill, settled} from "@loyalty_tiers/../tests/unit/utils";
import {expect, test} from "@odoo/hoot";
import {RecognitionBanner} from "@loyalty_tiers/app/components/recognition_banner/recognition_banner";
import {advanceTime} from "@odoo/hoot-mock";
import {click} from "@odoo/hoot-dom";
import {definePosModels} from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import {mountWithCleanup} from "@web/../tests/web_test_helpers";

definePosModels();

async function greet(said) {
    const {store} = await openTill(
        {card: {tier_id: CHIEF, visits: 6}, ...said},
        {loyalty_tier_seconds: 8}
    );
    await mountWithCleanup(RecognitionBanner);
    await come(store, makeGuest(store, {tier_id: CHIEF, visits: 6}));
    return store;
}

test("tells in one line what must not be eaten, and stays", async () => {
    await greet({knowledge: makeKnowledge({forbidden: [PEANUTS]})});
    expect(".loyalty-tiers-banner .loyalty-tiers-must-not-eat").toHaveText(/Must not eat: peanuts/);
    await advanceTime(9000);
    await settled();
    expect(".loyalty-tiers-banner").toHaveCount(1);
});

test("goes by itself otherwise", async () => {
    await greet();
    expect(".loyalty-tiers-banner").toHaveCount(1);
    await advanceTime(9000);
    await settled();
    expect(".loyalty-tiers-banner").toHaveCount(0);
});

test("counts what is due, and shows it on the card", async () => {
    await greet({due: [BEER]});
    expect(".loyalty-tiers-more .badge").toHaveText("1");
    await click(".loyalty-tiers-more");
    await settled();
    expect(".loyalty-tiers-due-row").toHaveCount(1);
});
