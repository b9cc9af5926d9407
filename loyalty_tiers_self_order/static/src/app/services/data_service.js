import { PosData } from "@point_of_sale/app/services/data_service";
import { patch } from "@web/core/utils/patch";
import { isCardOpen } from "@loyalty_tiers_self_order/app/opened";

patch(PosData.prototype, {
    /** @override A phone keeps whatever changes of the menu, which it never reads. */
    async synchronizeServerDataInIndexedDB() {
        if (!isCardOpen()) {
            await super.synchronizeServerDataInIndexedDB(...arguments);
        }
    },
});
