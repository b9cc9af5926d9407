import {PosOrder} from "@point_of_sale/app/models/pos_order";
import {patch} from "@web/core/utils/patch";

patch(PosOrder.prototype, {
    /** @returns {LoyaltyTier|undefined} of the guest, unless the guest is incognito */
    get loyaltyTierShown() {
        const guest = this.partner_id;
        return guest?.loyalty_tier_card?.incognito ? undefined : guest?.loyaltyTier;
    },
});
