// What we patch, the host patches in without calling super: it has to be first.
import "@pos_loyalty/app/models/pos_order";
import {PosOrder} from "@point_of_sale/app/models/pos_order";
import {patch} from "@web/core/utils/patch";

patch(PosOrder.prototype, {
    /**
     * @param {LoyaltyProgram} program
     * @returns {Boolean} whether the guest holds a tier that it is for
     */
    loyaltyTierMayUse(program) {
        const allowed = program?.loyalty_tier_allowed;
        return !allowed || allowed.includes(this.partner_id?.loyaltyTier?.id);
    },

    /** @override */
    _programIsApplicable(program) {
        return this.loyaltyTierMayUse(program) && super._programIsApplicable(...arguments);
    },

    /** @override */
    getClaimableRewards() {
        const rewards = super.getClaimableRewards(...arguments);
        return rewards.filter(({reward}) => this.loyaltyTierMayUse(reward.program_id));
    },

    /**
     * Keeps the rewards that are claimed; those of another guest's tier leave the order.
     *
     * @override
     */
    _updateRewardLines() {
        const refused = this._get_reward_lines().filter(
            (line) => !this.loyaltyTierMayUse(line.reward_id?.program_id)
        );
        refused.forEach((line) => line.delete());
        return super._updateRewardLines(...arguments) || refused.length > 0;
    },
});
