// What we patch, the host patches in without calling super: it has to be first.
import "@pos_loyalty/app/services/pos_store";
import {PosStore} from "@point_of_sale/app/services/pos_store";
import {_t} from "@web/core/l10n/translation";
import {batched} from "@web/core/utils/timing";
import {effect} from "@web/core/utils/reactive";
import {patch} from "@web/core/utils/patch";

patch(PosStore.prototype, {
    /**
     * The host updates rewards when a guest is picked from the list only; a scan, a
     * table, another till or a promotion change what the guest may use as well.
     *
     * @override
     */
    async setup() {
        await super.setup(...arguments);
        const noticed = batched((pos) => {
            const order = pos.getOrder();
            // Not through the reactive store, or each read below would call us again.
            this.onLoyaltyTierChange(order?.uuid, order?.partner_id?.loyaltyTier?.id);
        });
        effect(noticed, [this]);
    },

    /**
     * @param {String} [orderUuid] the current order
     * @param {Number} [tierId] of its guest
     */
    onLoyaltyTierChange(orderUuid, tierId) {
        const key = `${orderUuid}:${tierId}`;
        const isLimited = this.models["loyalty.program"].some((p) => p.loyalty_tier_allowed);
        if (this.loyaltyTierSeen !== key && isLimited) {
            this.loyaltyTierSeen = key;
            this.updateRewards();
        }
    },

    /** @override */
    async activateCode(code) {
        const rule = this.models["loyalty.rule"].find(
            (known) =>
                known.mode === "with_code" && (known.promo_barcode === code || known.code === code)
        );
        if (rule && !this.getOrder().loyaltyTierMayUse(rule.program_id)) {
            return _t("%s is for some of our members only.", rule.program_id.name);
        }
        return await super.activateCode(...arguments);
    },
});
