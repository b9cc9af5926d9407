import {BEER, openTill} from "@loyalty_tiers/../tests/unit/utils";
import {expect, test} from "@odoo/hoot";
import {DueList} from "@loyalty_tiers/app/components/due_list/due_list";
import {definePosModels} from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import {mountWithCleanup} from "@web/../tests/web_test_helpers";

definePosModels();

const BIRTHDAY = {name: "Birthday", icon: "fa-birthday-cake", days: 0, date: "2026-11-23", open: true};
const CAKE = {...BEER, id: 75, name: "A cake", given: "occasion"};

async function list(props) {
    await openTill();
    await mountWithCleanup(DueList, {props: {rows: [], serve: () => {}, ...props}});
}

test("an occasion stands with its gift", async () => {
    await list({rows: [CAKE, BEER], occasions: [BIRTHDAY]});
    expect(".loyalty-tiers-due-row:first span").toHaveText("Birthday today: A cake");
    expect(".loyalty-tiers-due-row:last span").toHaveText("A beer on the house");
    expect(".loyalty-tiers-occasion").toHaveCount(0);
});

test("an occasion without gift is worth a word", async () => {
    await list({occasions: [{...BIRTHDAY, days: 1}]});
    expect(".loyalty-tiers-occasion").toHaveText("Birthday tomorrow");
});

test("an occasion far ahead is not mentioned, and nothing takes no room", async () => {
    await list({occasions: [{...BIRTHDAY, days: 90, open: false}]});
    expect(".loyalty-tiers-due-list").toHaveCount(0);
});

test("a name from the back office is text", async () => {
    await list({rows: [{...BEER, name: "<img src=x onerror=alert(1)>"}]});
    expect(".loyalty-tiers-due-row img").toHaveCount(0);
    expect(".loyalty-tiers-due-row").toHaveText(/<img src=x/);
});
