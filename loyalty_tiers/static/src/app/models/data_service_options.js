import {DataServiceOptions} from "@point_of_sale/app/models/data_service_options";
import {patch} from "@web/core/utils/patch";

patch(DataServiceOptions.prototype, {
    /**
     * Whoever is archived or erased leaves the browser's database, too, with the next
     * load of data, and so do gates. Odoo cleans up products alone.
     *
     * @override
     */
    get cleanupModels() {
        return [...super.cleanupModels, "res.partner", "loyalty.tier.gate"];
    },
});
