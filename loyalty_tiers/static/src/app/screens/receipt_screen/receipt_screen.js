import {Promotion} from "@loyalty_tiers/app/components/promotion/promotion";
import {ReceiptScreen} from "@point_of_sale/app/screens/receipt_screen/receipt_screen";
import {patch} from "@web/core/utils/patch";

ReceiptScreen.components = {...ReceiptScreen.components, Promotion};

patch(ReceiptScreen.prototype, {
    /** @returns {Object|undefined} what to celebrate about the guest of this receipt */
    get promotion() {
        const order = this.currentOrder;
        const card = order.uiState.loyaltyTierCard;
        const tier = card?.promoted && this.pos.models["loyalty.tier"].get(card.tier_id);
        if (!tier || !order.partner_id || !this.pos.recognition.isOn) {
            return undefined;
        }
        return {
            partner: order.partner_id,
            tier,
            visits: card.visits,
            opens: card.opens,
            holdParty: (held) => this.pos.recognition.holdParty(order.partner_id, held),
        };
    },
});
