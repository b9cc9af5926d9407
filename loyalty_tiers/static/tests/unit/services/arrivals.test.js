import {CHAIRMAN, CHIEF, come, makeGuest, openTill, settled} from "@loyalty_tiers/../tests/unit/utils";
import {expect, test} from "@odoo/hoot";
import {definePosModels} from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import {onRpc} from "@web/../tests/web_test_helpers";

definePosModels();

const NEWS = {partner_id: 4, tier_id: CHAIRMAN, name: "Kim", till: "Door till", device: "elsewhere"};

async function arrive(card, offline = false) {
    const {store} = await openTill();
    onRpc("pos.config", "announce_guest", ({args}) => {
        expect.step(`told ${args[1]}`);
        return 1;
    });
    store.data.network.offline = offline;
    await come(store, makeGuest(store, card));
    return store;
}

test("a guest whose tier is announced is told to the others, once", async () => {
    const store = await arrive();
    store.recognition.showCard();
    await settled();
    expect.verifySteps(["told 4"]);
});

test("nobody is told of guests of other tiers", async () => {
    await arrive({tier_id: CHIEF});
    expect.verifySteps([]);
});

test("nobody is told of a guest who wants no title", async () => {
    await arrive({incognito: true});
    expect.verifySteps([]);
});

test("nobody is told without a connection", async () => {
    await arrive({}, true);
    expect.verifySteps([]);
});

test("the news of another till is told in a line", async () => {
    const {store} = await openTill();
    store.arrivals.hear({...NEWS, name: "<b>Kim</b>"});
    await settled();
    expect(".o_notification").toHaveText(/Chairman <b>Kim<\/b> is here \(Door till\)/);
});

test("a till does not tell itself", async () => {
    const {store} = await openTill();
    store.arrivals.hear({...NEWS, device: String(store.data.device.identifier)});
    await settled();
    expect(".o_notification").toHaveCount(0);
});
