import {CHAIRMAN, CHIEF, makeGuest, setupTill} from "@loyalty_tiers/../tests/unit/utils";
import {expect, test} from "@odoo/hoot";
import {definePosModels} from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import {onRpc} from "@web/../tests/web_test_helpers";
import {tick} from "@odoo/hoot-mock";

definePosModels();

test("a guest who was promoted may buy at other prices: they are asked for, once", async () => {
    const store = await setupTill();
    const guest = makeGuest(store, {tier_id: CHIEF});
    const card = guest.loyalty_tier_card;
    onRpc("res.partner", "read", () => {
        expect.step("asked");
        return [{id: 4, property_product_pricelist: 2}];
    });

    store.recognition.learn(guest, {...card, visits: 40});
    await tick();
    expect.verifySteps([]);

    store.recognition.learn(guest, {...card, tier_id: CHAIRMAN});
    store.recognition.learn(guest, {...card, tier_id: CHAIRMAN});
    await tick();
    expect.verifySteps(["asked"]);
    expect(guest.property_product_pricelist.id).toBe(2);
    expect(guest.loyaltyTier.name).toBe("Chairman");
});

test("without a connection the prices known so far hold", async () => {
    const store = await setupTill();
    const guest = makeGuest(store, {tier_id: CHIEF});
    onRpc("res.partner", "read", () => {
        throw new Error("no");
    });

    await store.recognition.readPrices(guest);
    expect(guest.loyaltyTier.name).toBe("Chief");
});
