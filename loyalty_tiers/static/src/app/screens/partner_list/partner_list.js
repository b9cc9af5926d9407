import {findGuests, namesSomebody} from "@loyalty_tiers/app/services/guest_finder";
import {onWillUnmount, useEffect} from "@odoo/owl";
import {PartnerList} from "@point_of_sale/app/screens/partner_list/partner_list";
import {debounce} from "@web/core/utils/timing";
import {patch} from "@web/core/utils/patch";

const TYPING = 400; // Milliseconds without a key: the number is complete.

patch(PartnerList.prototype, {
    setup() {
        super.setup();
        // Ids of those whom the server found, by what was asked.
        this.state.loyaltyFound = {};
        const lookUp = debounce((query) => {
            if (query === this.state.query) {
                this.loyaltyLookUp(query);
            }
        }, TYPING);
        onWillUnmount(() => lookUp.cancel());
        useEffect(
            (query) => {
                if (query && namesSomebody(query)) {
                    lookUp(query);
                }
            },
            () => [this.state.query]
        );
    },

    /**
     * The first time by index; asked once more, or when that finds nobody, as Odoo does.
     *
     * @override
     */
    async getNewPartners() {
        const {query} = this.state;
        if (query && !(query in this.state.loyaltyFound)) {
            const found = await this.loyaltyLookUp(query);
            if (found.length) {
                return found;
            }
        }
        return super.getNewPartners(...arguments);
    },

    /** @returns {Promise<ResPartner[]>} */
    async loyaltyLookUp(query) {
        if (query in this.state.loyaltyFound) {
            return [];
        }
        this.state.loyaltyFound[query] = [];
        this.state.loading = true;
        const found = await findGuests(this.pos, query);
        this.state.loading = false;
        for (const partner of found) {
            if (!this.loadedPartnerIds.has(partner.id)) {
                this.loadedPartnerIds.add(partner.id);
                this.state.loadedPartners.push(partner);
            }
        }
        this.state.loyaltyFound[query] = found.map((partner) => partner.id);
        return found;
    },

    /**
     * Who was found is shown, even where the way of writing hides it from Odoo.
     *
     * @override
     */
    getPartners(partners) {
        const shown = super.getPartners(partners);
        const found = this.state.loyaltyFound[this.state.query] || [];
        const hidden = partners.filter((p) => found.includes(p.id) && !shown.includes(p));
        return hidden.length ? [...hidden, ...shown] : shown;
    },
});
