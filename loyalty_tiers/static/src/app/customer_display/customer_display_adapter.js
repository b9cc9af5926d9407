import {CustomerDisplayPosAdapter} from "@point_of_sale/app/customer_display/customer_display_adapter";
import {patch} from "@web/core/utils/patch";
import {withoutOwn} from "@loyalty_tiers/app/utils/own_notes";

patch(CustomerDisplayPosAdapter.prototype, {
    /**
     * The host shows the guest the kitchen's notes of each line; those that the till
     * wrote by itself are for the kitchen only.
     *
     * @override
     */
    getOrderlineData() {
        const data = super.getOrderlineData(...arguments);
        return {...data, internalNote: withoutOwn(data.internalNote)};
    },
});
