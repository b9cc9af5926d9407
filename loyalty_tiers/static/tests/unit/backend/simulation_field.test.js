import {click, queryAllTexts} from "@odoo/hoot-dom";
import {advanceTime, animationFrame} from "@odoo/hoot-mock";
import {defineModels, models, mountWithCleanup, onRpc} from "@web/../tests/web_test_helpers";
import {expect, test} from "@odoo/hoot";
import {SimulationField} from "@loyalty_tiers/backend/simulation/simulation_field";
import {definePosModels} from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import {loadBundle} from "@web/core/assets";
import {reactive} from "@odoo/owl";
import {setupTill} from "@loyalty_tiers/../tests/unit/utils";

class Simulation extends models.Model {
    _name = "loyalty.tier.simulation";
}

definePosModels();
defineModels([Simulation]);

const TIERS = [
    {id: 5, name: "President", now: 2, then: 1, sales_now: 0.4, sales_then: 0.1},
    {id: 6, name: "Chairman", now: 1, then: 2, sales_now: 0.3, sales_then: 0.6},
].map((tier) => ({...tier, color: "#000000", perks_now: 100, perks_then: 150}));
const OUTCOME = {
    problems: [],
    title: "Chairman: 30 visits in place of 36 visits",
    customers: 9,
    up: 1,
    down: 0,
    kept: 0,
    first_down: "",
    focus: 6,
    tiers: TIERS,
    moves: [
        {from: 0, to: 0, count: 6},
        {from: 5, to: 5, count: 1},
        {from: 5, to: 6, count: 1},
        {from: 6, to: 6, count: 1},
    ],
    perks_now: 200,
    perks_then: 300,
    currency_id: 1,
    notes: [],
};
const PAST = {days: ["Oct", "Nov"], sample: 0, now: {6: [0, 1]}, then: {6: [1, 2]}};

async function openSimulation(outcome = OUTCOME, past = PAST) {
    onRpc("loyalty.tier.simulation", "action_play", ({args}) => {
        expect.step(`play ${args[1].visits}`);
        return outcome;
    });
    onRpc("loyalty.tier.simulation", "action_play_past", () => past);
    await setupTill();
    await loadBundle("web.chartjs_lib");
    const record = reactive({
        resModel: "loyalty.tier.simulation",
        resId: 1,
        context: {},
        data: {draft: {visits: 36}, order_count: 131},
        save: () => true,
    });
    await mountWithCleanup(SimulationField, {props: {record, name: "draft"}});
    await settle();
    return record;
}

async function settle() {
    await advanceTime(1000);
    await animationFrame();
    await animationFrame();
}

test("shows who would move, and that nothing is written", async () => {
    await openSimulation();

    expect.verifySteps(["play 36"]);
    expect(".loyalty-tiers-title").toHaveText(OUTCOME.title);
    expect(".loyalty-tiers-simulation").toHaveText(/9 customers and 131 orders\. Nothing is written/);
    expect(queryAllTexts(".loyalty-tiers-figure strong")).toEqual([
        "1 guest",
        "0 guests",
        "$ 200+ $ 100",
        "60.0 %",
    ]);
    expect("canvas").toHaveCount(2);
});

test("plays the draft again when it changes, and not when it does not", async () => {
    const record = await openSimulation();
    record.data.draft = {visits: 30};
    await settle();
    record.data.draft = {visits: 30};
    await settle();

    expect.verifySteps(["play 36", "play 30"]);
});

test("a cell of the matrix opens the names of those who move", async () => {
    onRpc("loyalty.tier.simulation", "action_names", ({kwargs}) => {
        const {loyalty_tiers_from: from, loyalty_tiers_to: to} = kwargs.context;
        expect.step(`names ${from} to ${to}`);
        return {type: "ir.actions.act_window_close"};
    });
    await openSimulation();
    await click(".loyalty-tiers-matrix .loyalty-tiers-up");
    await settle();

    expect.verifySteps(["play 36", "names 5 to 6"]);
});

test("what is wrong is told beside the last figures", async () => {
    await openSimulation({problems: ["A number cannot be negative."]});

    expect.verifySteps(["play 36"]);
    expect(".loyalty-tiers-problems").toHaveText("A number cannot be negative.");
    expect(".loyalty-tiers-figures").toHaveCount(0);
});

test("a past that was played on a sample says so", async () => {
    await openSimulation(OUTCOME, {...PAST, sample: 20000});

    expect.verifySteps(["play 36"]);
    expect(".loyalty-tiers-simulation").toHaveText(/Estimated from a sample of 20,000 customers/);
});
