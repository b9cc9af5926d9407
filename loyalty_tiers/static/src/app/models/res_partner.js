import {ResPartner} from "@point_of_sale/app/models/res_partner";
import {patch} from "@web/core/utils/patch";
import {spokenNumbers} from "@loyalty_tiers/app/services/guest_finder";

const {DateTime} = luxon;

patch(ResPartner.prototype, {
    /** @returns {LoyaltyTier|undefined} the tier that the guest holds */
    get loyaltyTier() {
        return this.models["loyalty.tier"]?.get(this.loyalty_tier_card?.tier_id);
    },

    /** @returns {LoyaltyTier|undefined} promoted to it, and the party is still due */
    get loyaltyPartyTier() {
        return this.models["loyalty.tier"]?.get(this.loyalty_tier_card?.party_tier_id);
    },

    /** @returns {String|undefined} on the guest's card, once there is one */
    get loyaltyCode() {
        return this.loyalty_tier_card?.code;
    },

    /**
     * What the list of customers searches: the phone as it is spoken, and the code.
     *
     * @override
     */
    get searchString() {
        return [super.searchString, ...spokenNumbers(this.phone), this.loyaltyCode]
            .filter(Boolean)
            .join(" ");
    },

    /** @override */
    exactMatch(searchWord) {
        return super.exactMatch(...arguments) || Boolean(searchWord && this.loyaltyCode === searchWord);
    },

    /** @returns {String} how the guest likes to be called */
    get loyaltyCalled() {
        return this.loyalty_tier_called || this.name || "";
    },

    /** @returns {String} the greeting line of the guest's tier, or a warm first one */
    get loyaltyGreeting() {
        const [config] = this.models["pos.config"].getAll();
        const titled = !this.loyaltyIncognito && this.loyaltyTier?.pos_greeting;
        const line = titled || config.loyalty_tier_welcome || "";
        const values = {
            name: this.loyaltyCalled,
            title: "", // Filled in by the server, in the language of the greeting.
            visits: this.loyalty_tier_card?.visits || 0,
        };
        return line.replace(/\{(name|title|visits)\}/g, (_match, key) => values[key]).trim();
    },

    /** @returns {Boolean} gets every perk, and wants no title to be spoken */
    get loyaltyIncognito() {
        return Boolean(this.loyalty_tier_card?.incognito);
    },

    /** @returns {Object[]} the grants to serve, as far as the till has loaded them */
    get loyaltyDue() {
        const perks = new Map((this.loyaltyTier?.pos_perks || []).map((perk) => [perk.id, perk]));
        return (this.loyalty_tier_card?.due || [])
            .filter(({perk_id: perkId}) => perks.has(perkId))
            .map(({id, perk_id: perkId}) => {
                const {name, kind, given, product_id} = perks.get(perkId);
                return {
                    id,
                    perk_id: perkId,
                    name,
                    kind,
                    given,
                    product_id,
                    state: "due",
                    party: given === "promotion",
                };
            });
    },

    /** @returns {Number|null} days since the last visit; null when there was none */
    get loyaltyDaysAway() {
        const day = this.loyalty_tier_card?.last_visit;
        return day
            ? Math.max(Math.round(DateTime.now().startOf("day").diff(DateTime.fromISO(day), "days").days), 0)
            : null;
    },
});
