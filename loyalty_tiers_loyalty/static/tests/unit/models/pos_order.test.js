import {CHAIRMAN, CHIEF, makeGuest, setupTill} from "@loyalty_tiers/../tests/unit/utils";
import {animationFrame, tick} from "@odoo/hoot-mock";
import {expect, test} from "@odoo/hoot";
import {definePosModels} from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import {getFilledOrder} from "@point_of_sale/../tests/unit/utils";

definePosModels();

/** A program that applies by itself, for chairmen only. */
function limit(store, program) {
    Object.assign(program, {
        loyalty_tier_allowed: [CHAIRMAN],
        trigger: "auto",
        is_nominative: false,
        pricelist_ids: [],
    });
    return program;
}

async function openOrder() {
    const store = await setupTill();
    const order = await getFilledOrder(store);
    const program = limit(store, store.models["loyalty.program"].getFirst());
    return {store, order, program};
}

test("a program is for those who hold its tiers", async () => {
    const {store, order, program} = await openOrder();
    expect(order.loyaltyTierMayUse(program)).toBe(false);
    expect(order._programIsApplicable(program)).toBe(false);

    order.partner_id = makeGuest(store, {tier_id: CHIEF});
    expect(order.loyaltyTierMayUse(program)).toBe(false);

    order.partner_id = makeGuest(store, {tier_id: CHAIRMAN});
    expect(order.loyaltyTierMayUse(program)).toBe(true);
});

test("a program without tiers is for everybody", async () => {
    const {order, program} = await openOrder();
    program.loyalty_tier_allowed = false;
    expect(order.loyaltyTierMayUse(program)).toBe(true);
    expect(order.loyaltyTierMayUse(undefined)).toBe(true);
});

test("rewards are counted again however the guest came", async () => {
    const {store, order} = await openOrder();
    await tick();
    store.updateRewards = () => expect.step("updated");
    order.partner_id = makeGuest(store, {tier_id: CHAIRMAN}); // As a table or a scan does.
    await tick();
    await animationFrame();
    expect.verifySteps(["updated"]);

    order.partner_id.update({
        loyalty_tier_card: {...order.partner_id.loyalty_tier_card, tier_id: CHIEF},
    });
    await tick();
    await animationFrame();
    expect.verifySteps(["updated"]);
});

test("a reward leaves the order with the guest", async () => {
    const {store, order, program} = await openOrder();
    order.partner_id = makeGuest(store, {tier_id: CHAIRMAN});
    const reward = store.models["loyalty.reward"].getFirst();
    reward.program_id = program;
    const [line] = order.lines;
    line.update({is_reward_line: true, reward_id: reward});

    order.partner_id = undefined;
    expect(order._updateRewardLines()).toBe(true);
    expect(order._get_reward_lines()).toHaveLength(0);
});

test("a code for others is refused with the reason", async () => {
    const {store, order, program} = await openOrder();
    const rule = store.models["loyalty.rule"].getFirst();
    rule.update({program_id: program, mode: "with_code", code: "BEER"});
    store.setOrder(order);

    expect(String(await store.activateCode("BEER"))).toMatch(/some of our members only/);
});
