import { DataServiceOptions } from "@point_of_sale/app/models/data_service_options";
import { patch } from "@web/core/utils/patch";
import { isOpened } from "@loyalty_tiers_self_order/app/opened";

patch(DataServiceOptions.prototype, {
    /** @override A phone keeps its orders: without what the card has opened. */
    get databaseTable() {
        const table = super.databaseTable;
        const { condition } = table["pos.order.line"];
        table["pos.order.line"].condition = (line) => condition(line) || isOpened(line);
        return table;
    },
});
