import {expect, test} from "@odoo/hoot";
import {CHAIRMAN, makeGuest, setupTill} from "@loyalty_tiers/../tests/unit/utils";
import {OrderReceipt} from "@point_of_sale/app/screens/receipt_screen/receipt/order_receipt";
import {definePosModels} from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import {getFilledOrder} from "@point_of_sale/../tests/unit/utils";
import {mountWithCleanup} from "@web/../tests/web_test_helpers";

definePosModels();

async function printReceipt(settings, card) {
    const store = await setupTill(settings);
    const order = await getFilledOrder(store);
    order.partner_id = makeGuest(store, {incognito: Boolean(card?.incognito)});
    order.uiState.loyaltyTierCard = card && {...order.partner_id.loyalty_tier_card, ...card};
    await mountWithCleanup(OrderReceipt, {props: {order}});
}

test("tells the guest the new title", async () => {
    await printReceipt({}, {promoted: true});
    expect(".loyalty-tiers-receipt").toHaveText("Congratulations, Chairman Kim!");
});

test("tells the title and what is missing", async () => {
    await printReceipt({}, {tier_id: CHAIRMAN, missing: "3 visits to Emperor"});
    expect(".loyalty-tiers-receipt").toHaveText("Chairman Kim\n3 visits to Emperor");
});

test("tells nothing where the manager does not want it", async () => {
    await printReceipt({loyalty_tier_receipt: false}, {promoted: true});
    expect(".loyalty-tiers-receipt").toHaveCount(0);
});

test("tells nothing of a sale that the server has not seen yet", async () => {
    await printReceipt({}, false);
    expect(".loyalty-tiers-receipt").toHaveCount(0);
});

test("tells no title of a guest who wants none", async () => {
    await printReceipt({}, {promoted: true, incognito: true});
    expect(".loyalty-tiers-receipt").toHaveText("Kim");
});
