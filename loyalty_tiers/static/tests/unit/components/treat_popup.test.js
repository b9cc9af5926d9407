import {click, edit} from "@odoo/hoot-dom";
import {come, openTill, settled} from "@loyalty_tiers/../tests/unit/utils";
import {expect, test} from "@odoo/hoot";
import {definePosModels} from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import {onRpc} from "@web/../tests/web_test_helpers";

definePosModels();

const DESSERT = {perk_id: 21, name: "A small dessert", cost_text: "$ 3.00", product_id: 5};

async function openTreats(answer) {
    onRpc("loyalty.tier.knowledge", "words", () => ({
        treats: [DESSERT],
        allowance_left_text: "$ 12.00 left today",
    }));
    onRpc("loyalty.tier.grant", "give_treat", ({args: [, perkId, , values]}) => {
        expect.step(`${perkId}: ${values.reason}`);
        return {id: 81, state: "served", by: "Yuna", on: "2026-11-23 10:00:00", ...answer};
    });
    const till = await openTill();
    await come(till.store, till.guest);
    await click(".loyalty-tiers-treat-button");
    await settled();
    return till;
}

test("a treat is given in one tap, and goes onto the order for free", async () => {
    const {order} = await openTreats();
    expect(".loyalty-tiers-treats").toHaveText(/\$ 12.00 left today/);
    await click(".loyalty-tiers-treat");
    await settled();
    expect.verifySteps(["21: To say thank you"]);
    expect(".loyalty-tiers-treats").toHaveCount(0);
    expect(order.lines.map((line) => [line.price_unit, line.loyalty_tier_grant_id])).toEqual([
        [0, 81],
    ]);
});

test("an allowance that is spent is told, and nothing is given", async () => {
    const {order} = await openTreats({state: "limit", message: "Your allowance is spent."});
    await click(".loyalty-tiers-treat");
    await settled();
    expect.verifySteps(["21: To say thank you"]);
    expect(".o_notification").toHaveText(/Your allowance is spent/);
    expect(".loyalty-tiers-treats").toHaveCount(1);
    expect(order.lines).toHaveLength(0);
});

test("an idea is proposed", async () => {
    onRpc("loyalty.tier.idea", "propose", ({args}) => expect.step(args[0]) || 1);
    await openTreats();
    await click(".loyalty-tiers-treats input");
    await edit("Tea to go");
    await settled();
    await click(".loyalty-tiers-idea");
    await settled();
    expect.verifySteps(["Tea to go"]);
    expect(".loyalty-tiers-treats input").toHaveValue("");
});
