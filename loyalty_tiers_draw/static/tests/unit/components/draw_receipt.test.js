import {expect, test} from "@odoo/hoot";
import {joinUrl, makeKey} from "@loyalty_tiers_draw/app/utils/draw_code";
import {CustomerDisplayPosAdapter} from "@point_of_sale/app/customer_display/customer_display_adapter";
import {makeGuest, setupTill} from "@loyalty_tiers/../tests/unit/utils";
import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import {OrderReceipt} from "@point_of_sale/app/screens/receipt_screen/receipt/order_receipt";
import {definePosModels} from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import {getFilledOrder} from "@point_of_sale/../tests/unit/utils";
import {mountWithCleanup} from "@web/../tests/web_test_helpers";

definePosModels();

const INVITATION = "Scan, join and draw a prize!";

async function sell(settings = {loyalty_tier_draw_invitation: INVITATION}, {isKnown = false} = {}) {
    const store = await setupTill(settings);
    const order = await getFilledOrder(store);
    if (isKnown) {
        order.partner_id = makeGuest(store);
    }
    const payment = new OrderPaymentValidation({pos: store, orderUuid: order.uuid});
    await payment.finalizeValidation();
    await mountWithCleanup(OrderReceipt, {props: {order}});
    return order;
}

test("invites who is not known yet, by a code", async () => {
    const order = await sell();

    expect(".loyalty-tiers-receipt-draw").toHaveText(INVITATION);
    expect(".loyalty-tiers-receipt-draw img").toHaveCount(1);
    expect(joinUrl(order)).toMatch(/\/loyalty\/join\/[0-9a-f]{32}$/);
});

test("sends the key along with the order", async () => {
    const order = await sell();

    expect(order.serializeForORM().loyalty_tier_draw_token).toBe(order.loyalty_tier_draw_token);
});

test("shows no code while no draw is on", async () => {
    const order = await sell({loyalty_tier_draw_invitation: false});

    expect(".loyalty-tiers-receipt-draw").toHaveCount(0);
    expect(order.loyalty_tier_draw_token).toBeEmpty();
});

test("shows no code to who is known", async () => {
    await sell(undefined, {isKnown: true});

    expect(".loyalty-tiers-receipt-draw").toHaveCount(0);
});

test("invites on the customer display too, once it is paid", async () => {
    const adapter = new CustomerDisplayPosAdapter();
    const order = await sell();
    adapter.formatOrderData(order);
    expect(adapter.data.loyaltyTierDraw.text).toBe(INVITATION);

    order.state = "draft";
    adapter.formatOrderData(order);
    expect(adapter.data.loyaltyTierDraw).toBe(null);
});

test("makes another key each time", () => {
    expect(makeKey()).not.toBe(makeKey());
});
