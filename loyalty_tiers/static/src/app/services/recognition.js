import {GuestKnowledge} from "@loyalty_tiers/app/services/guest_knowledge";
import {RecognitionCard} from "@loyalty_tiers/app/components/popups/recognition_card/recognition_card";
import {Reactive} from "@web/core/utils/reactive";
import {_t} from "@web/core/l10n/translation";
import {serializeDateTime} from "@web/core/l10n/dates";
import {logPosMessage} from "@point_of_sale/app/utils/pretty_console_log";

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
        this.knowledge = new GuestKnowledge(pos);
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
        this.knowledge.sweep();
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
            this.pos.arrivals.announce(partner);
        } else if (!this.knowledge.entry(partner)) {
            // The till was reloaded, or the order comes from another one.
            this.knowledge.read(partner);
        }
    }

    mayGreet(order) {
        const isSale = !order.finalized && !order.isRefund && !order.getHasRefundLines();
        // What the guest may not have is asked first: the guest may not stay.
        return isSale && !this.pos.reserved?.isPending(order);
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
        this.knowledge.read(partner);
    }

    /** Show the card of the guest on the current order, again or for the first time. */
    showCard() {
        this.greet(this.pos.getOrder(), "card");
    }

    closeBanner() {
        this.banner = null;
    }

    /**
     * Fetch the tier of a guest who was moved, wherever that happened. Without a
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
        const asOf = serializeDateTime(luxon.DateTime.now());
        partner.update({loyalty_tier_card: card ? {...card, as_of: asOf} : false});
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
