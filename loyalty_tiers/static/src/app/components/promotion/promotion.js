import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatList} from "@web/core/l10n/utils";
import {TierBadge} from "@loyalty_tiers/app/components/tier_badge/tier_badge";

/** Celebrates a promotion: the new title, what changes, what to do now. */
export class Promotion extends Component {
    static template = "loyalty_tiers.Promotion";
    static components = {TierBadge};
    static props = {
        partner: Object,
        tier: Object,
        visits: Number,
        holdParty: Function,
    };

    setup() {
        this.state = useState({held: false});
    }

    get headline() {
        return _t("%s is promoted today", this.props.partner.loyaltyCalled);
    }

    get newPerks() {
        return formatList(this.props.tier.pos_own_perks.map((perk) => perk.name));
    }

    async onHeld() {
        this.state.held = await this.props.holdParty(this.props.tier);
    }
}
