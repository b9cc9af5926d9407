import {PosOrder} from "@point_of_sale/app/models/pos_order";
import {patch} from "@web/core/utils/patch";

patch(PosOrder.prototype, {
    /** @returns {PosOrderline[]} what is given for free, by grants */
    get freeLines() {
        return this.lines.filter((line) => line.loyaltyTierGrantId);
    },
});
