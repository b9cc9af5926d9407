import {Component, onMounted, useState} from "@odoo/owl";
import {DueList} from "@loyalty_tiers/app/components/due_list/due_list";
import {TierBadge} from "@loyalty_tiers/app/components/tier_badge/tier_badge";
import {_t} from "@web/core/l10n/translation";
import {printNameCard, sendNameCard} from "@loyalty_tiers/app/services/name_card";
import {formatList} from "@web/core/l10n/utils";
import {usePos} from "@point_of_sale/app/hooks/pos_hook";

/** Celebrates a promotion: the new title, what changes, and the steps of the party. */
export class Promotion extends Component {
    static template = "loyalty_tiers.Promotion";
    static components = {DueList, TierBadge};
    static props = {
        partner: Object,
        tier: Object,
        visits: Number,
        opens: {type: Array, element: String, optional: true},
        holdParty: Function,
    };
    static defaultProps = {opens: []};

    setup() {
        this.pos = usePos();
        this.state = useState({held: false, steps: [], card: ""});
        onMounted(() => this.readSteps());
    }

    get headline() {
        return _t("%s is promoted today", this.props.partner.loyaltyCalled);
    }

    /** What is new from now on; the steps of the party stand below by themselves. */
    get newPerks() {
        const perks = (this.props.tier.pos_own_perks || []).filter(
            ({given}) => given !== "promotion" && given !== "staff"
        );
        return formatList(perks.map(({name}) => name));
    }

    /** What this title has just opened of the hidden menu, by name. */
    get opened() {
        return formatList(this.props.opens);
    }

    get isLeft() {
        return this.state.steps.some(({state}) => state !== "served");
    }

    /** A sale made without connection has granted nothing yet: no steps to show. */
    async readSteps() {
        try {
            const due = await this.pos.recognition.knowledge.readDue(this.props.partner);
            this.state.steps = due.filter(
                ({party, tier_id}) => party && tier_id === this.props.tier.id
            );
        } catch {
            this.state.steps = [];
        }
    }

    serve(step) {
        return this.pos.perks.serve(this.props.partner, step);
    }

    async printCard() {
        this.state.card = "busy";
        this.state.card = (await printNameCard(this.pos, this.props.partner)) ? "printed" : "";
    }

    sendCard() {
        return sendNameCard(this.pos, this.props.partner);
    }

    async onHeld() {
        this.state.held = await this.props.holdParty(this.props.tier);
    }
}
