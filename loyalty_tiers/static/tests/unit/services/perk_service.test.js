import {BEER, CALL, come, openTill, settled} from "@loyalty_tiers/../tests/unit/utils";
import {describe, expect, test} from "@odoo/hoot";
import {Deferred} from "@odoo/hoot-mock";
import {click} from "@odoo/hoot-dom";
import {definePosModels} from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import {onRpc} from "@web/../tests/web_test_helpers";

definePosModels();

const SERVED = {state: "served", by: "Yuna", on: "2026-11-23 10:00:00", message: ""};

/** A till with a guest to whom one thing is due; `answer` is what serving says. */
async function due(row, answer = SERVED) {
    onRpc("loyalty.tier.grant", "serve", ({args}) => {
        expect.step(`serve ${args[0]}${args[2].approve ? " approved" : ""}`);
        return typeof answer === "function" ? answer(args) : answer;
    });
    const {store, order, guest} = await openTill({due: [row]});
    await come(store, guest);
    return {store, order, guest, row: store.recognition.knowledge.entry(guest).due[0]};
}

async function tap() {
    await click(".loyalty-tiers-serve");
    await settled();
}

test("a gesture is served by a tap, and told by whom", async () => {
    const {order} = await due(CALL);
    await tap();
    expect.verifySteps(["serve 72"]);
    expect(".loyalty-tiers-served").toHaveText(/All staff call the title/);
    expect(".loyalty-tiers-served-by").toHaveText(/Yuna/);
    expect(order.lines).toHaveLength(0);
});

test("two quick taps are one", async () => {
    const answer = new Deferred();
    const {store, guest, row} = await due(CALL, () => answer);
    store.perks.serve(guest, row);
    const second = store.perks.serve(guest, row);
    answer.resolve(SERVED);
    await second;
    expect.verifySteps(["serve 72"]);
});

describe("a free product", () => {
    test("goes onto the order at price zero, by itself, and stays one", async () => {
        const {store, order} = await due(BEER);
        await tap();
        expect.verifySteps(["serve 71"]);
        const [line] = order.lines;
        expect(line.loyalty_tier_grant_id).toBe(71);
        expect(order.priceIncl).toBe(0);

        line.setUnitPrice(10);
        expect(line.price_unit).toBe(0);
        expect(line.setQuantity(2)).not.toBe(true);
        const template = store.models["product.template"].get(5);
        await store.addLineToCurrentOrder({product_tmpl_id: template});
        expect(order.lines).toHaveLength(2);
        const [sent] = order.serializeForORM().lines;
        expect(sent[2].loyalty_tier_grant_id).toBe(71);
    });

    test("that is taken off the order is due again", async () => {
        onRpc("loyalty.tier.grant", "take_back", ({args}) => {
            expect.step(`back ${args[0]} ${args[2]}`);
            return {state: "due"};
        });
        const {order, row} = await due(BEER);
        await tap();
        const [{uuid}] = order.lines;
        order.removeOrderline(order.lines[0]);
        await settled();
        expect.verifySteps(["serve 71", `back 71 ${uuid}`]);
        expect(row.state).toBe("due");
    });

    test("of a party goes onto a new order when the guest's is paid", async () => {
        const {store, order, guest, row} = await due(BEER);
        order.state = "paid";
        await store.perks.serve(guest, row);
        await settled();
        expect.verifySteps(["serve 71"]);
        const other = store.getOpenOrders().find((one) => one.lines.length);
        expect(other.partner_id.id).toBe(guest.id);
        expect(other.priceIncl).toBe(0);
        expect(order.lines).toHaveLength(0);
        expect(".o_notification").toHaveText(/is on another open order of the guest/);
    });

    test("that is not sold here stays due, with a clear word", async () => {
        onRpc("product.template", "load_product_from_pos", () => ({}));
        const {order} = await due({...BEER, product_id: 9999});
        await tap();
        expect.verifySteps([]);
        expect(".o_notification").toHaveText(/is not sold at this till. It stays due/);
        expect(order.lines).toHaveLength(0);
    });
});

describe("when the server says", () => {
    test("that somebody was faster, nothing is given twice", async () => {
        const {order} = await due(BEER, {...SERVED, state: "already", message: "Hiro, 19:42"});
        await tap();
        expect.verifySteps(["serve 71"]);
        expect(".o_notification").toHaveText(/Hiro, 19:42/);
        expect(order.lines).toHaveLength(0);
        expect(".loyalty-tiers-serve").toHaveCount(0);
    });

    test("that a manager decides, a manager may go on", async () => {
        const {store} = await due(CALL, ([, , {approve}]) =>
            approve ? SERVED : {state: "ask_manager", message: "The budget is spent."}
        );
        store.getCashier = () => ({name: "Yuna", _role: "manager"});
        await tap();
        expect(".modal:last").toHaveText(/The budget is spent/);
        await click(".modal:last .btn-primary");
        await settled();
        expect.verifySteps(["serve 72", "serve 72 approved"]);
        expect(".loyalty-tiers-served").toHaveCount(1);
    });

    test("that a manager decides, a cashier has asked", async () => {
        const {store} = await due(CALL, {state: "ask_manager", message: "The budget is spent."});
        store.getCashier = () => ({name: "Yuna", _role: "cashier"});
        await tap();
        expect(".modal:last").toHaveText(/A manager has been asked/);
        await click(".modal:last .btn-primary");
        await settled();
        expect.verifySteps(["serve 72"]);
        expect(".loyalty-tiers-serve").toBeEnabled();
    });

    test("that it is gone, it goes", async () => {
        await due(CALL, {state: "gone", message: "This perk has lapsed."});
        await tap();
        expect.verifySteps(["serve 72"]);
        expect(".o_notification").toHaveText(/lapsed/);
        expect(".loyalty-tiers-due-row").toHaveCount(0);
    });
});

test("without a connection it is served now and sent later", async () => {
    const {store, guest, order} = await due(BEER);
    store.data.network.offline = true;
    await tap();
    expect.verifySteps([]);
    expect(".loyalty-tiers-served").toHaveCount(1);
    expect(order.lines).toHaveLength(1);
    await store.perks.serve(guest, store.recognition.knowledge.entry(guest).due[0]);
    expect(store.outbox.calls).toHaveLength(1);

    store.data.network.offline = false;
    await store.outbox.send();
    expect.verifySteps(["serve 71"]);
});

test("what was served and taken back without connection is never sent", async () => {
    const {store, order} = await due(BEER);
    store.data.network.offline = true;
    await tap();
    order.removeOrderline(order.lines[0]);
    await settled();
    expect(store.outbox.calls).toHaveLength(0);
});

test("what is put off leaves the card", async () => {
    onRpc("loyalty.tier.grant", "postpone", ({args}) => {
        expect.step(`later ${args[0]}`);
        return {state: "postponed"};
    });
    await due(CALL);
    await click(".loyalty-tiers-later");
    await settled();
    expect.verifySteps(["later 72"]);
    expect(".loyalty-tiers-due-row").toHaveCount(0);
});
