import {Recognition} from "@loyalty_tiers/app/services/recognition";
import {logPosMessage} from "@point_of_sale/app/utils/pretty_console_log";
import {patch} from "@web/core/utils/patch";

patch(Recognition.prototype, {
    /**
     * Who has another tier than this till knew may buy at other prices from now on. Only
     * the server knows which; orders that are open keep theirs.
     *
     * @override
     */
    learn(partner, card) {
        const before = partner.loyalty_tier_card?.tier_id || false;
        super.learn(...arguments);
        const hasPrices = this.pos.models["product.pricelist"].length > 1;
        if (hasPrices && before !== (card?.tier_id || false)) {
            this.readPrices(partner);
        }
    },

    async readPrices(partner) {
        if (this.pos.data.network.offline) {
            return;
        }
        try {
            const fields = ["property_product_pricelist"];
            const {orm} = this.pos.data;
            const [fresh] = await orm.silent.read("res.partner", [partner.id], fields, {load: false});
            const pricelist = this.pos.models["product.pricelist"].get(fresh?.[fields[0]]);
            partner.update({property_product_pricelist: pricelist});
        } catch (error) {
            // The prices known so far hold until the till is opened again.
            logPosMessage("Recognition", "readPrices", "Could not be loaded", "", [error]);
        }
    },
});
