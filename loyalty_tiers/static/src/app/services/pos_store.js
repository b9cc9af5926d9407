import {PosStore} from "@point_of_sale/app/services/pos_store";
import {Recognition} from "@loyalty_tiers/app/services/recognition";
import {TierNews} from "@loyalty_tiers/app/services/tier_news";
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
        this.recognition = new Recognition(this);
        this.tierNews = new TierNews(this);
        this.data.connectWebSocket("LOYALTY_TIERS_MOVE", (move) => this.tierNews.onMove(move));
        effect(
            batched((pos) => pos.recognition.notice(pos.getOrder(), pos.router.state.current)),
            [this]
        );
    },

    /** @override */
    async postSyncAllOrders(orders) {
        await super.postSyncAllOrders(...arguments);
        this.tierNews.read(orders);
    },
});
