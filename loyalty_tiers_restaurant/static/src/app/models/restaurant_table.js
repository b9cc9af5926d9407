import {RestaurantTable} from "@pos_restaurant/app/models/restaurant_table";
import {patch} from "@web/core/utils/patch";

patch(RestaurantTable.prototype, {
    /** @returns {LoyaltyTier|undefined} the highest of those who sit here */
    get loyaltyTier() {
        const tiers = this.getOrders()
            .map((order) => !order.finalized && order.loyaltyTierShown)
            .filter(Boolean);
        return tiers.toSorted((a, b) => b.sequence - a.sequence)[0];
    },
});
