import {expect, test} from "@odoo/hoot";
import {OutcomeField} from "@loyalty_tiers_marketing/backend/outcome/outcome_field";
import {definePosModels} from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import {loadBundle} from "@web/core/assets";
import {mountWithCleanup} from "@web/../tests/web_test_helpers";
import {queryAllTexts} from "@odoo/hoot-dom";
import {setupTill} from "@loyalty_tiers/../tests/unit/utils";

definePosModels();

const group = (counted, back) => ({
    chosen: counted,
    sent: counted,
    opened: counted / 2,
    clicked: 0,
    counted,
    back,
    rate: counted ? [back / counted, back / counted - 0.05, back / counted + 0.05] : null,
    spent: back,
});
const row = (values = {}) => ({
    chosen: 300,
    written: group(200, 60),
    held: group(100, 10),
    difference: [0.2, 0.11, 0.28],
    difference_spent: [50, -1, 101],
    ...values,
});
const OUTCOME = {
    headline: "20 of 100 more came back; between 11 and 28 more is likely.",
    notes: ["A note."],
    is_paper: false,
    is_compared: true,
    is_judged: true,
    total: row(),
    tiers: [
        {id: 2, name: "Gold", ...row()},
        {id: 1, name: "Silver", ...row({difference: [0.02, -0.1, 0.12]})},
    ],
    currency_id: 1,
};

async function openOutcome(values = {}) {
    await setupTill();
    await loadBundle("web.chartjs_lib");
    const record = {data: {outcome: {...OUTCOME, ...values}}};
    await mountWithCleanup(OutcomeField, {props: {record, name: "outcome"}});
}

test("says what it brought, tier by tier, and how sure that is", async () => {
    await openOutcome();

    expect(".loyalty-tiers-title").toHaveText(OUTCOME.headline);
    expect("canvas").toHaveAttribute("aria-label", /Gold: 30 %, 10 %/);
    expect(queryAllTexts("tbody th")).toEqual(["Gold", "Silver", "All"]);
    expect(queryAllTexts("tbody tr:first td:nth-child(8)")).toEqual(["+20\n+11 to +28"]);
    expect("tbody tr:nth-child(1) td:nth-child(8) .loyalty-tiers-up").toHaveCount(1);
    expect("tbody tr:nth-child(2) td:nth-child(8) .loyalty-tiers-same").toHaveCount(1);
});

test("judges nothing while guests may still come", async () => {
    await openOutcome({is_judged: false});

    expect(".loyalty-tiers-up").toHaveCount(0);
    expect(queryAllTexts("thead th")).not.toInclude("More of 100");
    expect(queryAllTexts("thead th")).toInclude("Held back");
});

test("shows nothing beside where nobody was held back", async () => {
    const held = group(0, 0);
    await openOutcome({
        is_compared: false,
        is_judged: false,
        tiers: [{id: 2, name: "Gold", ...row({held, difference: null})}],
    });

    expect(queryAllTexts("thead th")).not.toInclude("Held back");
    expect(queryAllTexts("tbody th")).toEqual(["Gold"]);
});

test("letters are not opened", async () => {
    await openOutcome({is_paper: true});

    expect(queryAllTexts("thead th")).not.toInclude("Opened");
    expect(".loyalty-tiers-figure").toHaveCount(4);
});
