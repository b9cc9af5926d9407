import {advanceTime} from "@odoo/hoot-mock";
import {describe, expect, test} from "@odoo/hoot";
import {makeServerError, onRpc, patchWithCleanup} from "@web/../tests/web_test_helpers";
import {openTill, settled} from "@loyalty_tiers/../tests/unit/utils";
import {ConnectionLostError} from "@web/core/network/rpc";
import {Outbox} from "@loyalty_tiers/app/services/outbox";
import {definePosModels} from "@point_of_sale/../tests/unit/data/generate_model_definitions";

definePosModels();

const talk = (uuid, text = "Son graduated") => ({
    uuid,
    model: "loyalty.tier.knowledge",
    method: "note_talk",
    args: [4, 1, {uuid, text}],
});

async function reconnect(store) {
    store.data.network.offline = false;
    window.dispatchEvent(new CustomEvent("pos-network-online"));
    await settled();
}

test("calls wait while there is no connection, and go in order, once", async () => {
    const {store} = await openTill();
    onRpc("loyalty.tier.knowledge", "note_talk", ({args}) => {
        expect.step(args[2].uuid);
        return {id: 1};
    });
    store.data.network.offline = true;
    expect(await store.outbox.run(talk("a"))).toEqual({waiting: true});
    await store.outbox.run(talk("b"));
    expect.verifySteps([]);
    expect(store.outbox.calls.map(({uuid}) => uuid)).toEqual(["a", "b"]);

    await reconnect(store);
    expect.verifySteps(["a", "b"]);
    await reconnect(store);
    expect.verifySteps([]);
    expect(localStorage.getItem(store.outbox.key)).toBe(null);
});

test("a connection that breaks on the way: the same call is sent again", async () => {
    const {store} = await openTill();
    let broken = true;
    onRpc("loyalty.tier.knowledge", "note_talk", ({args}) => {
        expect.step(args[2].uuid);
        return {id: 1};
    });
    patchWithCleanup(store.data.orm, {
        async call() {
            const answer = await super.call(...arguments);
            if (broken) {
                throw new ConnectionLostError();
            }
            return answer;
        },
    });
    await store.outbox.run(talk("a"));
    expect(store.outbox.calls).toHaveLength(1);
    broken = false;
    await reconnect(store);
    expect(store.outbox.calls).toHaveLength(0);
    expect.verifySteps(["a", "a"]);
});

describe("what the server refuses", () => {
    test("at once is told to who asked, and is not kept", async () => {
        const {store} = await openTill();
        onRpc("loyalty.tier.knowledge", "note_talk", () => {
            throw makeServerError({type: "AccessError", message: "Not yours"});
        });
        await expect(store.outbox.run(talk("a"))).rejects.toThrow();
        expect(store.outbox.calls).toHaveLength(0);
    });

    test("is told, and does not hold up the rest", async () => {
        const {store} = await openTill();
        onRpc("loyalty.tier.knowledge", "note_talk", ({args}) => {
            if (args[2].uuid === "a") {
                throw makeServerError({type: "AccessError", message: "Not yours"});
            }
            expect.step(args[2].uuid);
            return {id: 1};
        });
        store.data.network.offline = true;
        await store.outbox.run(talk("a"));
        await store.outbox.run(talk("b"));
        await reconnect(store);
        expect.verifySteps(["b"]);
        expect(".o_notification").toHaveText(/was not accepted: Not yours/);
        expect(store.outbox.calls).toHaveLength(0);
    });

    test("because it broke is tried again, not for ever", async () => {
        const {store} = await openTill();
        onRpc("loyalty.tier.knowledge", "note_talk", () => {
            expect.step("tried");
            throw makeServerError({type: "OperationalError", message: "deadlock"});
        });
        store.data.network.offline = true;
        await store.outbox.run(talk("a"));
        await reconnect(store);
        for (let turn = 0; turn < 8; turn++) {
            await advanceTime(20_100);
            await settled();
        }
        expect.verifySteps(["tried", "tried", "tried", "tried", "tried"]);
        expect(store.outbox.calls).toHaveLength(0);
    });
});

test("what a guest must not eat never waits", async () => {
    const {store} = await openTill();
    store.data.network.offline = true;
    const note = {...talk("a"), method: "note_preference"};
    note.args = [4, 1, {uuid: "a", kind: "forbidden", text: "peanuts"}];
    await expect(store.outbox.run(note)).rejects.toThrow(ConnectionLostError);
    expect(localStorage.getItem(store.outbox.key)).toBe(null);
});

test("a till that is opened again sends what waited", async () => {
    onRpc("loyalty.tier.knowledge", "note_talk", ({args}) => expect.step(args[2].uuid) || {});
    const {store} = await openTill();
    store.outbox.calls = [talk("a")];
    await new Outbox(store).send();
    expect.verifySteps(["a"]);
});

test("what was served or put off offline is not offered again before it is sent", async () => {
    const {store} = await openTill();
    const waits = (method, id) => ({uuid: method, model: "loyalty.tier.grant", method, args: [id, 1]});
    store.outbox.calls = [waits("serve", 71), waits("postpone", 72)];
    const due = [71, 72, 73].map((id) => ({id, state: "due"}));
    expect(store.outbox.settle(due).map(({id, state}) => [id, state])).toEqual([
        [71, "served"],
        [73, "due"],
    ]);
    store.outbox.calls = [];
});

test("a perk that somebody else served meanwhile is told", async () => {
    const {store} = await openTill();
    onRpc("loyalty.tier.grant", "serve", () => ({state: "already", message: "Hiro was faster"}));
    store.data.network.offline = true;
    const serve = {uuid: "s", model: "loyalty.tier.grant", method: "serve", args: [7, 1, {}]};
    await store.outbox.run(serve);
    await reconnect(store);
    expect(".o_notification").toHaveText(/Hiro was faster/);
});
