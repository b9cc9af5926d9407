import {addUsual, isSoldHere} from "@loyalty_tiers/app/services/usual_order";
import {come, makeKnowledge, openTill, settled} from "@loyalty_tiers/../tests/unit/utils";
import {expect, test} from "@odoo/hoot";
import {click} from "@odoo/hoot-dom";
import {definePosModels} from "@point_of_sale/../tests/unit/data/generate_model_definitions";

definePosModels();

const dish = (id, qty = 1) => ({
    product_id: id,
    product_tmpl_id: id,
    qty,
    attribute_value_ids: [],
    name: `Dish ${id}`,
});

test("one tap adds all of it, but what is not sold here", async () => {
    const usual = [dish(5, 2), dish(6), dish(9999)];
    const {store, order, guest} = await openTill({knowledge: makeKnowledge({usual})});
    await come(store, guest);
    expect(".loyalty-tiers-usual-out").toHaveText("Dish 9999");
    expect(".loyalty-tiers-usual-dish:first").toHaveText("2 × Dish 5");

    await click(".loyalty-tiers-usual-all");
    await settled();
    expect(order.lines.map((line) => [line.product_id.id, line.qty])).toEqual([
        [5, 2],
        [6, 1],
    ]);
    expect(".loyalty-tiers-usual-all").not.toBeEnabled();
});

test("a dish is added by itself", async () => {
    const {store, order, guest} = await openTill({
        knowledge: makeKnowledge({usual: [dish(5), dish(6)]}),
    });
    await come(store, guest);
    await click(".loyalty-tiers-usual-dish:last");
    await settled();
    expect(order.lines.map((line) => line.product_id.id)).toEqual([6]);
});

test("what was taken off the menu is not offered", async () => {
    const {store} = await openTill();
    expect(isSoldHere(store, dish(5))).toBe(true);
    store.models["product.template"].get(5).available_in_pos = false;
    expect(isSoldHere(store, dish(5))).toBe(false);
});

/** Give a dish an option "size", which costs more where it is large. */
function withSizes(store) {
    const attribute = store.models["product.attribute"].get(7);
    attribute.create_variant = "no_variant";
    const template = store.models["product.template"].get(5);
    const line = store.models["product.template.attribute.line"].create({
        attribute_id: attribute,
        product_tmpl_id: template,
    });
    const value = (id, extra) =>
        store.models["product.template.attribute.value"].create({
            id,
            name: `Size ${id}`,
            attribute_id: attribute,
            attribute_line_id: line,
            product_tmpl_id: template,
            price_extra: extra,
            is_custom: false,
        });
    line.update({product_template_value_ids: [["link", value(901, 0), value(902, 3)]]});
    template.update({attribute_line_ids: [["link", line]]});
}

test("options are those that the guest takes, at their price", async () => {
    const {store, order} = await openTill();
    withSizes(store);
    await addUsual(store, {...dish(5), attribute_value_ids: [902]});
    const [line] = order.lines;
    expect(line.attribute_value_ids.map(({id}) => id)).toEqual([902]);
    expect(line.price_extra).toBe(3);
    expect(".modal").toHaveCount(0);
});

test("an option that is no longer offered is asked for", async () => {
    const {store, order} = await openTill();
    withSizes(store);
    addUsual(store, {...dish(5), attribute_value_ids: [902, 999]});
    await settled();
    expect(".modal").toHaveCount(1);
    expect(order.lines).toHaveLength(0);
});
