// What we patch, the host patches in without calling super: it has to be first.
import "@pos_loyalty/app/models/pos_order";
import {PosOrder} from "@point_of_sale/app/models/pos_order";
import {_t} from "@web/core/l10n/translation";
import {hiddenMenuOf} from "@loyalty_tiers/app/services/hidden_menu";
import {patch} from "@web/core/utils/patch";

patch(PosOrder.prototype, {
    /** @returns {Boolean} whether a gate closes a product to the guest of this order */
    loyaltyTierCloses(product) {
        const menu = hiddenMenuOf(this.models);
        return Boolean(product && menu?.closes(this, product.product_tmpl_id, product));
    },

    /**
     * A free product that the guest may not have is no reward.
     *
     * @override
     */
    getClaimableRewards() {
        return super
            .getClaimableRewards(...arguments)
            .filter(
                ({reward}) =>
                    reward.reward_type !== "product" ||
                    !reward.reward_product_ids.length ||
                    reward.reward_product_ids.some((product) => !this.loyaltyTierCloses(product))
            );
    },

    /** @override */
    _applyReward(reward, couponId, args) {
        const products = reward.reward_product_ids || [];
        const product = args?.product || products[0];
        if (reward.reward_type === "product" && this.loyaltyTierCloses(product)) {
            const other = products.find((one) => !this.loyaltyTierCloses(one));
            if (args?.product || !other) {
                return _t("This is not on the menu today.");
            }
            return super._applyReward(reward, couponId, {...args, product: other});
        }
        return super._applyReward(...arguments);
    },
});
