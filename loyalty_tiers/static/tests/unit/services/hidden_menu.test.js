import {BURGER, PIZZA, gate, grid, guestIs, openHiddenMenu, ordered, tap} from "@loyalty_tiers/../tests/unit/hidden_menu";
import {CHIEF, makeGuest, settled} from "@loyalty_tiers/../tests/unit/utils";
import {advanceTime, mockDate} from "@odoo/hoot-mock";
import {describe, expect, test} from "@odoo/hoot";
import {isHidden} from "@loyalty_tiers/app/services/usual_order";
import {CategorySelector} from "@point_of_sale/app/components/category_selector/category_selector";
import {definePosModels} from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import {findProduct} from "@loyalty_tiers/app/services/free_lines";
import {mountWithCleanup} from "@web/../tests/web_test_helpers";

definePosModels();

const BURGERS = 4;
const NEUTRAL = "This is not on the menu today.";

describe("what is reserved", () => {
    test("shows with its guest, in a section of its own, and goes with the guest", async () => {
        const till = await openHiddenMenu();
        expect(grid(till.store)).not.toInclude(BURGER);

        await guestIs(till, till.guest);
        expect(grid(till.store)).toInclude(BURGER);
        const [[, section]] = till.store.productToDisplayByCateg;
        expect(section.map(({id}) => id)).toEqual([BURGER]);

        await guestIs(till, null);
        expect(grid(till.store)).not.toInclude(BURGER);
    });

    test("stands in its category, too", async () => {
        const till = await openHiddenMenu();
        await guestIs(till, till.guest);
        till.store.setSelectedCategory(BURGERS);

        expect(till.store.productsToDisplay.map(({id}) => id)).toEqual([BURGER]);
    });

    test("does not show to a lower tier, but to a guest who is named", async () => {
        const till = await openHiddenMenu([gate({pos_guest_ids: [3]})]);
        await guestIs(till, makeGuest(till.store, {tier_id: CHIEF}));
        expect(grid(till.store)).not.toInclude(BURGER);

        await guestIs(till, till.store.models["res.partner"].get(3));
        expect(grid(till.store)).toInclude(BURGER);
    });

    test("needs every gate that reserves it to be open", async () => {
        const till = await openHiddenMenu([gate(), gate({id: 2, pos_tier_ids: [CHIEF]})]);
        await guestIs(till, till.guest);

        expect(grid(till.store)).not.toInclude(BURGER);
    });

    test("is not found by searching", async () => {
        const till = await openHiddenMenu();
        till.store.searchProductWord = "Bacon";
        expect(till.store.productsToDisplay).toHaveLength(0);

        await guestIs(till, till.guest);
        expect(till.store.productsToDisplay).toHaveLength(1);
    });

    test("takes its category along, and an open category is left", async () => {
        const till = await openHiddenMenu();
        const selector = await mountWithCleanup(CategorySelector);
        const names = () => selector.getCategoriesAndSub().map(({id}) => id);
        till.store.setSelectedCategory(3);
        expect(names()).not.toInclude(BURGERS);
        expect(names()).toInclude(5);

        await guestIs(till, till.guest);
        expect(names()).toInclude(BURGERS);
        till.store.setSelectedCategory(BURGERS);
        await guestIs(till, null);
        expect(till.store.selectedCategory).toBe(undefined);
    });

    test("can be looked at alone", async () => {
        const till = await openHiddenMenu();
        await guestIs(till, till.guest);
        await mountWithCleanup(CategorySelector);
        expect(".loyalty-tiers-hidden-menu .badge").toHaveText("1");

        till.store.toggleHiddenMenu();
        expect(grid(till.store)).toEqual([BURGER]);
        await guestIs(till, null);
        expect(".loyalty-tiers-hidden-menu").toHaveCount(0);
        expect(grid(till.store).length).toBeGreaterThan(1);
    });
});

describe("who may not have it", () => {
    test("is refused in neutral words, however it comes", async () => {
        const till = await openHiddenMenu();
        await tap(till, BURGER);
        await till.store.addLineToCurrentOrder({
            product_id: till.store.models["product.product"].get(BURGER),
            product_tmpl_id: till.store.models["product.template"].get(BURGER),
        });
        await settled();

        expect(ordered(till.order)).toEqual([]);
        expect(".o_notification").toHaveCount(2);
        expect(".o_notification:first").toHaveText(NEUTRAL);
    });

    test("gives it back all the same", async () => {
        const till = await openHiddenMenu();
        await tap(till, BURGER, {qty: -1});

        expect(ordered(till.order)).toEqual([BURGER]);
    });

    test("gets it neither as a perk nor as the usual order", async () => {
        const till = await openHiddenMenu();
        const row = {product_id: BURGER, product_tmpl_id: BURGER};
        const chief = makeGuest(till.store, {tier_id: CHIEF});
        await guestIs(till, chief);
        expect(isHidden(till.store, row)).toBe(true);
        expect(await findProduct(till.store, BURGER, chief)).toBe(undefined);

        await guestIs(till, makeGuest(till.store));
        expect(isHidden(till.store, row)).toBe(false);
        expect((await findProduct(till.store, BURGER, till.guest)).id).toBe(BURGER);
    });

    test("sees a teaser locked, with the tier that it takes", async () => {
        const teaser = {mode: "teaser", pos_teaser: "From Chairman up"};
        const till = await openHiddenMenu([gate(teaser)]);
        const burger = till.store.models["product.template"].get(BURGER);
        expect(grid(till.store)).toInclude(BURGER);
        expect(till.store.hiddenMenu.lockText(till.order, burger)).toBe("From Chairman up");

        await tap(till, BURGER);
        expect(ordered(till.order)).toEqual([]);
        expect(".o_notification").toHaveText(/From Chairman up/);

        await guestIs(till, till.guest);
        expect(till.store.hiddenMenu.lockText(till.order, burger)).toBe(undefined);
    });

    test("sees nothing of a teaser that is secret for another reason", async () => {
        const till = await openHiddenMenu([gate({mode: "teaser", pos_teaser: "x"}), gate({id: 2})]);
        expect(grid(till.store)).not.toInclude(BURGER);
    });
});

describe("combos", () => {
    const COMBO = 7;

    test("do not offer a part that is closed", async () => {
        const till = await openHiddenMenu([gate({pos_template_ids: [10]})]);
        tap(till, COMBO);
        await settled();
        expect(".combo-configurator-popup").toHaveText(/Steel desk/);
        expect(".combo-configurator-popup").not.toHaveText(/Wood desk/);
    });

    test("go as a whole without a choice for a part that they need", async () => {
        const till = await openHiddenMenu([gate({pos_template_ids: [10, 11]})]);
        expect(grid(till.store)).not.toInclude(COMBO);

        await tap(till, COMBO);
        expect(ordered(till.order)).toEqual([]);
        await guestIs(till, till.guest);
        expect(grid(till.store)).toInclude(COMBO);
    });

    test("stay without a part that is only extra", async () => {
        const till = await openHiddenMenu([gate({pos_template_ids: [8, 9]})]);
        expect(grid(till.store)).toInclude(COMBO);
    });
});

describe("a variant that is reserved alone", () => {
    test("hides a dish that has no other", async () => {
        const till = await openHiddenMenu([
            gate({pos_template_ids: [], pos_product_ids: [BURGER]}),
        ]);
        expect(grid(till.store)).not.toInclude(BURGER);
        await guestIs(till, till.guest);
        expect(grid(till.store)).toInclude(BURGER);
    });

    test("leaves the dish, and is refused by its barcode", async () => {
        const till = await openHiddenMenu([
            gate({pos_template_ids: [], pos_product_ids: [BURGER]}),
        ]);
        const {models} = till.store;
        const burger = models["product.template"].get(BURGER);
        models["product.product"].get(PIZZA).product_tmpl_id = burger;
        till.store.hiddenMenu.renew();
        expect(grid(till.store)).toInclude(BURGER);

        const rare = models["product.product"].get(BURGER);
        await tap(till, BURGER, {product_id: rare});
        expect(till.order.lines).toHaveLength(0);
        await tap(till, BURGER, {product_id: models["product.product"].get(PIZZA)});
        expect(till.order.lines).toHaveLength(1);
    });
});

test("it opens and closes with the clock, also without a connection", async () => {
    mockDate("2026-11-24 12:00:00", 0);
    const noon = luxon.DateTime.now().toSeconds();
    const till = await openHiddenMenu([gate({pos_openings: [[noon + 60, noon + 120]]})]);
    till.store.data.network.offline = true;
    await guestIs(till, till.guest);
    expect(grid(till.store)).not.toInclude(BURGER);

    await advanceTime(61_000);
    expect(grid(till.store)).toInclude(BURGER);
    await advanceTime(60_000);
    expect(grid(till.store)).not.toInclude(BURGER);
});

test("a change of the gates is heard, and a gate that is gone is forgotten", async () => {
    const till = await openHiddenMenu();
    till.reserved.push(gate({id: 2, pos_template_ids: [PIZZA]}));
    await till.store.gateNews.read();
    expect(grid(till.store)).not.toInclude(PIZZA);

    till.reserved.splice(0, 2);
    await till.store.gateNews.read();
    expect(grid(till.store)).toInclude(PIZZA);
    expect(grid(till.store)).toInclude(BURGER);
});

test("a host opens it for the table, where the till allows", async () => {
    const till = await openHiddenMenu();
    till.order.loyalty_tier_host_id = till.guest.id;
    expect(grid(till.store)).not.toInclude(BURGER);

    till.store.config.loyalty_tier_hosts_pass = true;
    await settled();
    expect(grid(till.store)).toInclude(BURGER);
    till.order.loyalty_tier_host_id = 0;
    await settled();
    expect(grid(till.store)).not.toInclude(BURGER);
});
