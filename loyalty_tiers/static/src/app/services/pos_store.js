import {PosStore} from "@point_of_sale/app/services/pos_store";
import {Arrivals} from "@loyalty_tiers/app/services/arrivals";
import {GuestNotes} from "@loyalty_tiers/app/services/guest_notes";
import {Outbox} from "@loyalty_tiers/app/services/outbox";
import {PerkService} from "@loyalty_tiers/app/services/perk_service";
import {Recognition} from "@loyalty_tiers/app/services/recognition";
import {TierNews} from "@loyalty_tiers/app/services/tier_news";
import {aboutFreeLine, onFreeLineRemoved} from "@loyalty_tiers/app/models/pos_order";
import {batched} from "@web/core/utils/timing";
import {effect} from "@web/core/utils/reactive";
import {patch} from "@web/core/utils/patch";

patch(PosStore.prototype, {
    /**
     * Guests come onto an order in many ways: list, scan, table, loyalty code, settled
     * quotation, another till. One effect sees them all.
     *
     * @override
     */
    async setup() {
        await super.setup(...arguments);
        this.outbox = new Outbox(this);
        this.perks = new PerkService(this);
        this.notes = new GuestNotes(this);
        this.arrivals = new Arrivals(this);
        this.recognition = new Recognition(this);
        this.tierNews = new TierNews(this);
        this.data.connectWebSocket("LOYALTY_TIERS_MOVE", (move) => this.tierNews.onMove(move));
        this.data.connectWebSocket("LOYALTY_TIERS_ARRIVAL", (who) => this.arrivals.hear(who));
        effect(
            batched((pos) => pos.recognition.notice(pos.getOrder(), pos.router.state.current)),
            [this]
        );
        onFreeLineRemoved(this.models, (line) => this.perks.takeBack(line));
        this.outbox.send();
    },

    /** @override */
    async postSyncAllOrders(orders) {
        await super.postSyncAllOrders(...arguments);
        this.tierNews.read(orders);
    },

    /**
     * An order that is thrown away serves nobody.
     *
     * @override
     */
    async deleteOrders(orders) {
        const free = orders.flatMap((order) => order?.freeLines || []);
        const grants = free.map(aboutFreeLine);
        const deleted = await super.deleteOrders(...arguments);
        if (deleted) {
            grants.forEach((grant) => this.perks.takeBack(grant));
        }
        return deleted;
    },
});
