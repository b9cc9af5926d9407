import {OrderReceipt} from "@point_of_sale/app/screens/receipt_screen/receipt/order_receipt";
import {_t} from "@web/core/l10n/translation";
import {patch} from "@web/core/utils/patch";

patch(OrderReceipt.prototype, {
    /** @returns {String[]} what the receipt tells the guest about title and progress */
    get loyaltyTierLines() {
        const {config, partner_id: partner, uiState, models} = this.order;
        const card = uiState.loyaltyTierCard;
        if (!config.loyalty_tier_receipt || !card || !partner) {
            return [];
        }
        // A guest who does not want to be called by title may not be alone.
        const title = !partner.loyaltyIncognito && models["loyalty.tier"].get(card.tier_id)?.name;
        return [this.loyaltyTierLine(card, title, partner.loyaltyCalled), card.missing].filter(
            Boolean
        );
    },

    /** @returns {String} the guest by title, in the order of words of the language */
    loyaltyTierLine(card, title, name) {
        if (!title) {
            return name;
        }
        return card.promoted
            ? _t("Congratulations, %(title)s %(name)s!", {title, name})
            : _t("%(title)s %(name)s", {title, name});
    },
});
