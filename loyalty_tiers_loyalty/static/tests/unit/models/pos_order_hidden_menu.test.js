import {BURGER, gate, guestIs, openHiddenMenu} from "@loyalty_tiers/../tests/unit/hidden_menu";
import {expect, test} from "@odoo/hoot";
import {definePosModels} from "@point_of_sale/../tests/unit/data/generate_model_definitions";

definePosModels();

test("a free product that is reserved is no reward for others", async () => {
    const till = await openHiddenMenu([gate()]);
    const {models} = till.store;
    const burger = models["product.product"].get(BURGER);
    const reward = models["loyalty.reward"].getFirst();
    reward.update({reward_type: "product", reward_product_ids: [["set", burger]]});
    expect(till.order.loyaltyTierCloses(burger)).toBe(true);
    expect(String(till.order._applyReward(reward, 1))).toBe("This is not on the menu today.");

    await guestIs(till, till.guest);
    expect(till.order.loyaltyTierCloses(burger)).toBe(false);
});
