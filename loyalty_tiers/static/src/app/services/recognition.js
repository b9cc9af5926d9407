import {RecognitionCard} from "@loyalty_tiers/app/components/popups/recognition_card/recognition_card";
import {Reactive} from "@web/core/utils/reactive";
import {_t} from "@web/core/l10n/translation";
import {logPosMessage} from "@point_of_sale/app/utils/pretty_console_log";

// Key of the guest's card in the server's answer to a sale.
const NEWS = "_loyalty_tiers_card";
// Screens on which a guest stands in front of the cashier.
const GREETING_SCREENS = ["ProductScreen", "PaymentScreen"];

/**
 * Decides when the till greets, and keeps what it knows of guests fresh.
 *
 * Greets from local data, so an offline till greets as well; asks the server only
 * afterwards. Decides no tier: the server does.
 */
export class Recognition extends Reactive {
    constructor(pos) {
        super();
        this.pos = pos;
        // The guest greeted by the banner, as {orderUuid, partner}; null when none is.
        this.banner = null;
    }

    get isOn() {
        const {config} = this.pos;
        return config.loyalty_tier_recognition !== "off" && Boolean(config.loyalty_tier_welcome);
    }

    /**
     * Greet whoever has come to stand on the current order, once per guest and order.
     *
     * @param {PosOrder} [order]
     * @param {String} screen name of the screen that is shown
     */
    notice(order, screen) {
        const partner = order?.partner_id;
        if (this.banner && this.banner.orderUuid !== order?.uuid) {
            this.banner = null;
        }
        if (!partner) {
            this.banner = null;
            return;
        }
        if (!this.isOn || !GREETING_SCREENS.includes(screen) || !this.mayGreet(order)) {
            return;
        }
        if (order.uiState.loyaltyTierGreeted !== partner.id) {
            order.uiState.loyaltyTierGreeted = partner.id;
            this.greet(order, this.modeFor(partner));
        }
    }

    mayGreet(order) {
        return !order.finalized && !order.isRefund && !order.getHasRefundLines();
    }

    /**
     * @param {ResPartner} partner
     * @returns {"card"|"banner"} as the till or else the guest's tier says
     */
    modeFor(partner) {
        const setting = this.pos.config.loyalty_tier_recognition;
        return setting === "banner" ? "banner" : partner.loyaltyTier?.recognition || "card";
    }

    /**
     * @param {PosOrder} order
     * @param {"card"|"banner"} mode
     */
    greet(order, mode) {
        const partner = order.partner_id;
        this.banner = mode === "banner" ? {orderUuid: order.uuid, partner} : null;
        if (mode === "card") {
            this.pos.dialog.add(RecognitionCard, {
                partner,
                seconds: this.pos.config.loyalty_tier_seconds,
                holdParty: (tier) => this.holdParty(partner, tier),
            });
        }
        this.refresh(partner);
    }

    /** Show the card of the guest on the current order, again or for the first time. */
    showCard() {
        this.greet(this.pos.getOrder(), "card");
    }

    closeBanner() {
        this.banner = null;
    }

    /**
     * Fetch what has changed for a guest since the till was opened. Without a
     * connection the card says from when its data is.
     *
     * @param {ResPartner} partner
     */
    async refresh(partner) {
        if (this.pos.data.network.offline) {
            return;
        }
        try {
            const [fresh] = await this.pos.data.orm.silent.read(
                "res.partner",
                [partner.id],
                ["loyalty_tier_card"],
                {load: false}
            );
            this.learn(partner, fresh?.loyalty_tier_card);
        } catch (error) {
            // A greeting is no reason to stop a sale, and the card tells its age.
            logPosMessage("Recognition", "refresh", "The guest's card is not fresh", "", [error]);
        }
    }

    learn(partner, card) {
        partner.update({loyalty_tier_card: card || false});
    }

    /**
     * Read the guests' cards in the server's answer to a sale.
     *
     * @param {PosOrder[]} orders as synchronised
     */
    readNews(orders) {
        for (const order of orders) {
            const card = order.raw[NEWS];
            if (!card || !order.partner_id) {
                continue;
            }
            this.learn(order.partner_id, card);
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
        if (!this.isOn) {
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
     * @param {Boolean} move.promoted
     */
    async onMove({partner_id: partnerId, origin_id: orderId, promoted}) {
        const partner = this.pos.models["res.partner"].get(partnerId);
        if (!partner) {
            return;
        }
        await this.refresh(partner);
        const order = this.pos.models["pos.order"].get(orderId);
        if (promoted && order?.uiState.loyaltyTierCard) {
            order.uiState.loyaltyTierCard = {...partner.loyalty_tier_card, promoted};
        }
    }

    /**
     * @param {ResPartner} partner
     * @param {LoyaltyTier} tier whose party took place
     */
    async holdParty(partner, tier) {
        try {
            await this.pos.data.orm.call("loyalty.tier.move", "hold_party", [partner.id, tier.id]);
        } catch (error) {
            this.pos.notification.add(
                _t("The party could not be noted down. It stays on the guest's card."),
                {type: "warning"}
            );
            logPosMessage("Recognition", "holdParty", "Not noted", "", [error]);
            return false;
        }
        this.learn(partner, {...partner.loyalty_tier_card, party_tier_id: false});
        return true;
    }
}
