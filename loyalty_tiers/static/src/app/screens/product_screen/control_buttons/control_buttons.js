import {ControlButtons} from "@point_of_sale/app/screens/product_screen/control_buttons/control_buttons";
import {TierBadge} from "@loyalty_tiers/app/components/tier_badge/tier_badge";
import {chooseHost} from "@loyalty_tiers/app/services/hosts_pass";
import {patch} from "@web/core/utils/patch";

ControlButtons.components = {...ControlButtons.components, TierBadge};

patch(ControlButtons.prototype, {
    /** @returns {ResPartner|undefined} whose pass opens the hidden menu for the table */
    get loyaltyHost() {
        return this.pos.hiddenMenu.host(this.currentOrder);
    },

    /** Whether a guest other than the one on the bill may open the hidden menu here. */
    get hasHostsPass() {
        const {config, hiddenMenu} = this.pos;
        return config.loyalty_tier_hosts_pass && hiddenMenu.gates.length > 0;
    },

    chooseLoyaltyHost() {
        return chooseHost(this.pos, this.currentOrder);
    },
});
