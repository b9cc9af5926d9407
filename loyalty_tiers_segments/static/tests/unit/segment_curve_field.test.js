import {expect, test} from "@odoo/hoot";
import {SegmentCurveField} from "@loyalty_tiers_segments/backend/segment_curve_field";
import {definePosModels} from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import {loadBundle} from "@web/core/assets";
import {mountWithCleanup} from "@web/../tests/web_test_helpers";
import {setupTill} from "@loyalty_tiers/../tests/unit/utils";

definePosModels();

function record(cuts) {
    return {data: {cuts, sentence: "The best 30% bring 66% of the sales."}};
}

test("the curve stands beside that of guests who all spend the same", async () => {
    await setupTill();
    await loadBundle("web.chartjs_lib");
    const cuts = {
        curve: [
            [30, 66],
            [100, 100],
        ],
    };
    const field = await mountWithCleanup(SegmentCurveField, {
        props: {record: record(cuts), name: "cuts", readonly: true},
    });

    expect(field.chart.labels).toEqual(["30%", "100%"]);
    expect(field.chart.now.values).toEqual([30, 100]);
    expect(field.chart.then.values).toEqual([66, 100]);
    expect("canvas").toHaveAttribute("aria-label", "The best 30% bring 66% of the sales.");
});

test("without sales it says so", async () => {
    await setupTill();
    await mountWithCleanup(SegmentCurveField, {
        props: {record: record({}), name: "cuts", readonly: true},
    });

    expect("canvas").toHaveCount(0);
    expect("p").toHaveText("Nobody has bought anything in the window.");
});
