import {_t} from "@web/core/l10n/translation";

// Key of the guest's card in the server's answer to a sale.
const NEWS = "_loyalty_tiers_card";

/** Hears from the server what sales have done to guests, and tells it at the till. */
export class TierNews {
    constructor(pos) {
        this.pos = pos;
    }

    get recognition() {
        return this.pos.recognition;
    }

    /**
     * Read the guests' cards in the server's answer to a sale.
     *
     * @param {PosOrder[]} orders as synchronised
     */
    read(orders) {
        for (const order of orders) {
            const card = order.raw[NEWS];
            if (!card || !order.partner_id) {
                continue;
            }
            this.recognition.learn(order.partner_id, card);
            order.uiState.loyaltyTierCard = card;
            if (card.promoted && !this.isOnReceipt(order)) {
                this.announceLate(order.partner_id);
            }
        }
    }

    /**
     * A sale paid without connection arrived later, when its guest has left the
     * receipt screen: tell it in a line.
     *
     * @param {ResPartner} partner
     */
    announceLate(partner) {
        if (!this.recognition.isOn) {
            return;
        }
        this.pos.notification.add(
            _t("%(name)s is promoted: %(title)s", {
                name: partner.loyaltyCalled,
                title: partner.loyaltyTier.name,
            }),
            {type: "success", sticky: true}
        );
    }

    isOnReceipt(order) {
        // The receipt of the sale being synchronised follows, or is shown already.
        const {current, params} = this.pos.router.state;
        return current === "PaymentScreen" || params.orderUuid === order.uuid;
    }

    /**
     * A guest was moved, by this till's sale or another's. Two tills that ring the
     * same guest at once may both miss the promotion in their answer; here it comes.
     *
     * @param {Object} move
     * @param {Number} move.partner_id
     * @param {Number} move.origin_id the order that caused it
     * @param {Number} move.tier_id the tier held now
     * @param {Boolean} move.promoted
     * @param {String[]} move.opens what it has opened of the hidden menu
     */
    async onMove({partner_id: partnerId, origin_id: orderId, tier_id: tierId, promoted, opens}) {
        const partner = this.pos.models["res.partner"].get(partnerId);
        const order = this.pos.models["pos.order"].get(orderId);
        if (!partner || order?.uiState.loyaltyTierCard?.tier_id === tierId) {
            return; // Nobody this till knows, or told in the answer to its own sale.
        }
        await this.recognition.refresh(partner);
        if (promoted && order?.uiState.loyaltyTierCard) {
            order.uiState.loyaltyTierCard = {...partner.loyalty_tier_card, promoted, opens};
        }
    }
}
