import {PosStore} from "@point_of_sale/app/services/pos_store";
import {patch} from "@web/core/utils/patch";

patch(PosStore.prototype, {
    /** @override */
    async setup() {
        await super.setup(...arguments);
        this.data.connectWebSocket("LOYALTY_TIERS_FORGET", (news) => this.forgetGuests(news));
    },

    /**
     * A guest wants to be forgotten: an open till forgets at once, a closed one when it
     * is opened.
     *
     * @param {Object} news
     * @param {Number[]} news.partner_ids
     * @param {Boolean} news.gone the contact as well, not only what was known of it
     */
    async forgetGuests({partner_ids: ids, gone}) {
        const known = ids.map((id) => this.models["res.partner"].get(id)).filter(Boolean);
        for (const partner of known) {
            this.recognition.knowledge.guests.delete(partner.id);
            if (gone) {
                this.forgetContact(partner);
            } else {
                await this.recognition.refresh(partner);
            }
        }
        if (gone) {
            this.data.indexedDB.delete("res.partner", ids);
        }
    },

    forgetContact(partner) {
        const open = this.models["pos.order"].filter(
            (order) => order.partner_id?.id === partner.id && !order.finalized
        );
        for (const order of open) {
            order.setPartner(false);
        }
        partner.delete({silent: true});
    },
});
