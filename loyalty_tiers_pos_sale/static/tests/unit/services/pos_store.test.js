import {BURGER, QUESTION, guestIs, openHiddenMenu, ordered, tap} from "@loyalty_tiers/../tests/unit/hidden_menu";
import {expect, test} from "@odoo/hoot";
import {definePosModels} from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import {settled} from "@loyalty_tiers/../tests/unit/utils";

definePosModels();

test("a dish of a sales order is loaded, and then asked about", async () => {
    const till = await openHiddenMenu();
    const [sale] = till.store.models["sale.order"].getAll();
    await tap(till, BURGER, {sale_order_origin_id: sale || {id: 1}});
    await settled();

    expect(ordered(till.order)).toEqual([BURGER]);
    expect(QUESTION).toHaveCount(1);
});

test("Odoo's warning about a dish does not name what is closed", async () => {
    const till = await openHiddenMenu();
    const burger = till.store.models["product.template"].get(BURGER);
    burger.sale_line_warn_msg = "Bacon burger is hot";
    await till.store.addLineToCurrentOrder({product_tmpl_id: burger});
    await settled();
    expect(".modal").toHaveCount(0);
    expect(ordered(till.order)).toEqual([]);

    await guestIs(till, till.guest);
    await till.store.addLineToCurrentOrder({product_tmpl_id: burger});
    await settled();
    expect(".modal").toHaveText(/Bacon burger is hot/);
});
