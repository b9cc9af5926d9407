import {PosOrderline} from "@point_of_sale/app/models/pos_order_line";
import {_t} from "@web/core/l10n/translation";
import {patch} from "@web/core/utils/patch";

patch(PosOrderline.prototype, {
    /** @returns {Number|undefined} the grant that this line gives for free */
    get loyaltyTierGrantId() {
        const grant = this.loyalty_tier_grant_id;
        return grant?.id || grant || this.uiState?.loyaltyTierGrantId || undefined;
    },

    /**
     * What is given has no other price than none.
     *
     * @override
     */
    setUnitPrice(price) {
        super.setUnitPrice(this.loyaltyTierGrantId ? 0 : price);
    },

    /**
     * A grant gives one.
     *
     * @override
     */
    setQuantity(quantity, keepPrice) {
        if (this.loyaltyTierGrantId && Number(quantity) > 1) {
            return {
                title: _t("One is on the house"),
                body: _t("Add the product once more for what the guest pays."),
            };
        }
        return super.setQuantity(quantity, keepPrice || Boolean(this.loyaltyTierGrantId));
    },

    /** @override */
    canBeMergedWith(line) {
        // What a manager allowed is no more than what stood there.
        const isOwn = [this, line].some(
            (one) => one.loyaltyTierGrantId || one.loyalty_tier_override
        );
        return !isOwn && super.canBeMergedWith(line);
    },
});
