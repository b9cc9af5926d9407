import {BURGER, PIZZA, QUESTION, gate, guestIs, openHiddenMenu, ordered, tap} from "@loyalty_tiers/../tests/unit/hidden_menu";
import {CHIEF, makeGuest, settled} from "@loyalty_tiers/../tests/unit/utils";
import {click, edit, queryAllTexts} from "@odoo/hoot-dom";
import {describe, expect, test} from "@odoo/hoot";
import {contains, makeServerError, onRpc} from "@web/../tests/web_test_helpers";
import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import {definePosModels} from "@point_of_sale/../tests/unit/data/generate_model_definitions";

definePosModels();

async function answer(button) {
    await click(`${QUESTION} ${button}`);
    await settled();
}

/** A till where the chairman has ordered a burger, and a pizza for everybody. */
async function openOrder(gates, settings) {
    const till = await openHiddenMenu(gates, settings);
    await guestIs(till, till.guest);
    await tap(till, BURGER);
    await tap(till, PIZZA);
    expect(QUESTION).toHaveCount(0);
    return till;
}

async function allow(reason, login) {
    await answer(".loyalty-tiers-keep-button");
    await contains("#loyalty_tiers_reason").edit(reason);
    if (login) {
        await contains("#loyalty_tiers_login").edit(login);
        await contains(".loyalty-tiers-password").edit("secret");
    }
    await answer(".loyalty-tiers-allow");
}

describe("the guest changes while reserved dishes are on the order", () => {
    test("one question names the dishes; cancel brings the guest back", async () => {
        const till = await openOrder();
        await guestIs(till, null);
        expect(QUESTION).toHaveCount(1);
        expect(queryAllTexts(`${QUESTION} li`)).toEqual(["Bacon burger"]);
        expect(".loyalty-tiers-stay").toHaveText("Cancel: Kim stays");

        await answer(".loyalty-tiers-stay");
        expect(QUESTION).toHaveCount(0);
        expect(till.order.partner_id.id).toBe(till.guest.id);
        expect(ordered(till.order)).toEqual([BURGER, PIZZA]);
    });

    test("remove takes the reserved ones only", async () => {
        const till = await openOrder();
        await guestIs(till, null);
        await answer(".loyalty-tiers-remove");

        expect(ordered(till.order)).toEqual([PIZZA]);
        expect(till.order.partner_id).toBe(undefined);
    });

    test("a manager keeps them, with a reason that the server signs", async () => {
        const till = await openOrder();
        onRpc("loyalty.tier.gate", "allow_past", ({args}) => {
            expect.step(args[1]);
            return {user_id: 2, name: "Boss", proofs: {[BURGER]: "1.abc"}};
        });
        till.store.getCashier = () => ({name: "Boss", _role: "manager"});
        await guestIs(till, null);
        await allow("A friend");

        expect.verifySteps([{reason: "A friend", product_ids: [BURGER]}]);
        expect(QUESTION).toHaveCount(0);
        const [line] = till.order.lines;
        expect(line.loyalty_tier_override).toBe("A friend");
        expect(line.loyalty_tier_override_by).toBe(2);
        expect(line.loyalty_tier_override_proof).toBe("1.abc");
        await tap(till, BURGER);
        expect(till.order.lines).toHaveLength(2);
    });

    test("at a cashier's till a manager logs in, and a wrong password keeps nothing", async () => {
        const till = await openOrder();
        let right = false;
        onRpc("loyalty.tier.gate", "allow_past", ({args}) => {
            expect(args[1].login).toBe("boss");
            if (!right) {
                throw makeServerError({message: "Wrong login or password."});
            }
            return {user_id: 2, name: "Boss", proofs: {}};
        });
        till.store.getCashier = () => ({name: "Yuna", _role: "cashier"});
        await guestIs(till, null);
        await allow("A friend", "boss");
        expect(`${QUESTION} .alert`).toHaveText("Wrong login or password.");
        expect(till.order.lines[0].loyalty_tier_override).not.toBe("A friend");

        right = true;
        await contains(".loyalty-tiers-password").edit("right");
        await answer(".loyalty-tiers-allow");
        expect(till.order.lines[0].loyalty_tier_override).toBe("A friend");
    });

    test("a demotion, another till's order and the end of an opening ask as well", async () => {
        const till = await openOrder();
        makeGuest(till.store, {tier_id: CHIEF});
        await settled();
        expect(QUESTION).toHaveCount(1);
        expect(".loyalty-tiers-stay").toHaveText("Decide later");

        await answer(".loyalty-tiers-stay");
        expect(QUESTION).toHaveCount(0);
        expect(ordered(till.order)).toEqual([BURGER, PIZZA]);
        expect(await paying(till)).toBe(false);
    });

    test("what is taken back is not asked about", async () => {
        const till = await openHiddenMenu();
        await tap(till, BURGER, {qty: -1});
        expect(QUESTION).toHaveCount(0);
    });
});

/** Whether payment goes on; a question is cancelled. */
async function paying({store, order}) {
    const validation = new OrderPaymentValidation({pos: store, orderUuid: order.uuid});
    const going = validation.askBeforeValidation();
    await settled();
    for (const button of document.querySelectorAll(".loyalty-tiers-stay")) {
        await click(button);
        await settled();
    }
    return going;
}

describe("before payment", () => {
    test("the server is asked once about what is reserved", async () => {
        const till = await openOrder();
        onRpc("loyalty.tier.gate", "check_order", ({args}) => {
            expect.step(args[1]);
            return [];
        });
        expect(await paying(till)).toBe(true);
        expect(await paying(till)).toBe(true);

        expect.verifySteps([{partner_id: till.guest.id, host_id: false, lines: [[BURGER, 1]]}]);
    });

    test("an order without reserved dishes asks nothing", async () => {
        const till = await openHiddenMenu();
        await tap(till, PIZZA);
        onRpc("loyalty.tier.gate", "check_order", () => expect.step("asked"));

        expect(await paying(till)).toBe(true);
        expect.verifySteps([]);
    });

    test("beyond the limit it offers to remove", async () => {
        const limit = {limit_quantity: 1, limit_period: "month"};
        const till = await openHiddenMenu([gate(limit)]);
        const text = "The guest has had it already: 1 per month.";
        onRpc("loyalty.tier.gate", "check_order", () => [
            {product_id: BURGER, kind: "limit", left: 0, text},
        ]);
        await guestIs(till, till.guest);
        await tap(till, BURGER);
        expect(".o_notification").toHaveText(/1 per month/);

        expect(await paying(till)).toBe(false);
        const validation = new OrderPaymentValidation({
            pos: till.store,
            orderUuid: till.order.uuid,
        });
        const going = validation.askBeforeValidation();
        await settled();
        expect(`${QUESTION} li`).toHaveText(/1 per month/);
        await answer(".loyalty-tiers-remove");
        expect(await going).toBe(true);
        expect(ordered(till.order)).toEqual([]);
    });

    test("a server that is mute or away stops nobody", async () => {
        const till = await openOrder();
        onRpc("loyalty.tier.gate", "check_order", () => {
            throw makeServerError({message: "Broken"});
        });
        expect(await paying(till)).toBe(true);

        till.store.data.network.offline = true;
        expect(await paying(till)).toBe(true);
    });
});
