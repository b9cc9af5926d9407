import {describe, expect, test} from "@odoo/hoot";
import {animationFrame, advanceTime} from "@odoo/hoot-mock";
import {mountWithCleanup, onRpc} from "@web/../tests/web_test_helpers";
import {PartnerList} from "@point_of_sale/app/screens/partner_list/partner_list";
import {ProductScreen} from "@point_of_sale/app/screens/product_screen/product_screen";
import {definePosModels} from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import {namesSomebody, spokenNumbers} from "@loyalty_tiers/app/services/guest_finder";
import {makeGuest, setupTill} from "../utils";

definePosModels();

const CODE = "0420000000051";
const STRANGER = {id: 990, name: "Aoi Sato", phone: "+81 90 2951 6223"};

/** The server, that has a stranger among its million; what it is asked is a step. */
async function openList(found = [STRANGER]) {
    onRpc("res.partner", "loyalty_find_guest", ({args}) => {
        expect.step(`ours ${args[1]}`);
        return {"res.partner": found, "account.fiscal.position": []};
    });
    onRpc("res.partner", "get_new_partner", () => {
        expect.step("odoo");
        return {"res.partner": [], "account.fiscal.position": []};
    });
    const store = await setupTill();
    const list = await mountWithCleanup(PartnerList, {
        props: {partner: null, getPayload: () => {}, close: () => {}},
    });
    return {store, list};
}

function shown(list) {
    const {initialPartners, loadedPartners} = list.state;
    return list.getPartners([...initialPartners, ...loadedPartners]).map((p) => p.name);
}

describe("the list of customers", () => {
    test("finds by index first, and shows who was found however it is written", async () => {
        const {list} = await openList();
        list.state.query = "６２２３";
        await list.searchPartner();

        expect.verifySteps(["ours ６２２３"]);
        expect(shown(list)).toEqual(["Aoi Sato"]);
    });

    test("asks Odoo's own search when nobody is found, or when asked once more", async () => {
        const {list} = await openList();
        list.state.query = "6223";
        await list.searchPartner();
        await list.searchPartner();
        expect.verifySteps(["ours 6223", "odoo"]);
    });

    test("asks Odoo's own search for what names nobody", async () => {
        const {list} = await openList([]);
        list.state.query = "Sato";
        expect(await list.searchPartner()).toEqual([]);
        expect.verifySteps(["ours Sato", "odoo"]);
    });

    test("looks a complete number up without a key more", async () => {
        const {list} = await openList();
        list.state.query = "090-2951";
        await animationFrame();
        await advanceTime(500);
        expect.verifySteps([]);

        list.state.query = "090-2951-6223";
        await animationFrame();
        await advanceTime(500);
        await animationFrame();
        expect.verifySteps(["ours 090-2951-6223"]);
        expect(shown(list)).toEqual(["Aoi Sato"]);
    });

    test("an error of the look-up leaves Odoo's own search", async () => {
        const {list} = await openList();
        onRpc("res.partner", "loyalty_find_guest", () => {
            throw new Error("no");
        });
        list.state.query = "6223";
        expect(await list.searchPartner()).toEqual([]);
        expect.verifySteps(["odoo"]);
    });

    test("knows loaded guests by the number as they say it, and by their code", async () => {
        const {store, list} = await openList();
        makeGuest(store, {code: CODE}).update({phone: "+81 90 2951 6223"});
        for (const query of ["090-2951-6223", "+81 90-2951-6223", CODE]) {
            list.state.query = query;
            expect(shown(list)).toEqual(["Kim Minjun"]);
        }
    });
});

describe("a scanned card", () => {
    async function scan(code, found) {
        const {store} = await openList(found);
        const order = store.addNewOrder();
        const screen = await mountWithCleanup(ProductScreen, {props: {orderUuid: order.uuid}});
        return {store, find: () => screen._getPartnerByBarcode({code})};
    }

    test("of a loaded guest asks nobody", async () => {
        const {store, find} = await scan(CODE);
        const guest = makeGuest(store, {code: CODE});
        expect((await find()).id).toBe(guest.id);
        expect.verifySteps([]);
    });

    test("of a guest who is not loaded asks once", async () => {
        const {find} = await scan(CODE);
        expect((await find()).name).toBe("Aoi Sato");
        expect.verifySteps([`ours ${CODE}`]);
    });

    test("that we do not know is left to Odoo", async () => {
        const {find} = await scan(CODE, []);
        expect(await find()).toBe(false);
        expect.verifySteps([`ours ${CODE}`]);
    });
});

test("what names somebody", () => {
    for (const text of ["090-2951-6223", "+81 90 2951 6223", "０９０２９５１６２２３", "a@b.jp"]) {
        expect(namesSomebody(text)).toBe(true);
    }
    for (const text of ["", "Aoi", "6223", "a@b", "90 cups of tea", "0".repeat(40)]) {
        expect(namesSomebody(text)).toBe(false);
    }
});

test("a number as it is spoken", () => {
    expect(spokenNumbers("+81 90 2951 6223")).toInclude("09029516223");
    expect(spokenNumbers("090-2951-6223")).toEqual([]);
    expect(spokenNumbers(false)).toEqual([]);
});
