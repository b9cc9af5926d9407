import {Component, useState} from "@odoo/owl";
import {GuestNote} from "@loyalty_tiers/app/components/popups/guest_note/guest_note";
import {_t} from "@web/core/l10n/translation";
import {usePos} from "@point_of_sale/app/hooks/pos_hook";

/** Asks once, at the payment of somebody new, whether there is anything to remember. */
export class CapturePrompt extends Component {
    static template = "loyalty_tiers.CapturePrompt";
    static props = {order: Object};

    setup() {
        this.pos = usePos();
        this.knowledge = useState(this.pos.recognition.knowledge);
        this.state = useState({asked: false});
    }

    get partner() {
        return this.props.order.partner_id;
    }

    /** Nothing is known of somebody who is here for the first time. */
    get isAsking() {
        const {uiState} = this.props.order;
        const known = this.partner && this.knowledge.of(this.partner);
        return Boolean(
            known &&
                this.pos.recognition.isOn &&
                !this.state.asked &&
                uiState.loyaltyTierAsked !== this.partner.id &&
                !this.partner.loyalty_tier_card?.visits &&
                !known.preferences.length &&
                !known.forbidden.length &&
                !known.talks.length
        );
    }

    get question() {
        return _t("Anything to remember about %s?", this.partner.loyaltyCalled);
    }

    note() {
        const {partner} = this;
        this.close();
        this.pos.dialog.add(GuestNote, {partner});
    }

    close() {
        this.props.order.uiState.loyaltyTierAsked = this.partner.id;
        this.state.asked = true;
    }
}
