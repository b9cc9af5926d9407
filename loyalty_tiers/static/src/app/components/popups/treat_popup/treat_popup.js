import {Component, onWillStart, useState} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";
import {_t} from "@web/core/l10n/translation";
import {refusal} from "@loyalty_tiers/app/services/guest_notes";
import {usePos} from "@point_of_sale/app/hooks/pos_hook";

/** A small treat on the staff's own discretion, in one tap; and ideas for more. */
export class TreatPopup extends Component {
    static template = "loyalty_tiers.TreatPopup";
    static components = {Dialog};
    static props = {partner: Object, close: Function};

    setup() {
        this.pos = usePos();
        const [reason] = this.reasons;
        this.state = useState({words: null, reason, idea: "", busy: false});
        onWillStart(() => {
            this.pos.recognition.knowledge.words().then((words) => {
                this.state.words = words;
            });
        });
    }

    get title() {
        return _t("A treat for %s", this.props.partner.loyaltyCalled);
    }

    get reasons() {
        return [
            _t("To say thank you"),
            _t("Waited long"),
            _t("Our mistake"),
            _t("A special day"),
        ];
    }

    get treats() {
        return this.state.words?.treats || [];
    }

    async give(treat) {
        this.state.busy = true;
        if (await this.pos.perks.treat(this.props.partner, treat, this.state.reason)) {
            this.props.close();
        }
        this.state.busy = false;
    }

    async propose() {
        const idea = this.state.idea.trim();
        if (!idea || this.state.busy) {
            return;
        }
        this.state.busy = true;
        try {
            await this.pos.data.orm.call("loyalty.tier.idea", "propose", [idea, ""]);
            this.state.idea = "";
            this.pos.notification.add(_t("Thank you. Your colleagues can second your idea."), {
                type: "success",
            });
        } catch (error) {
            this.pos.notification.add(refusal(error), {type: "danger"});
        }
        this.state.busy = false;
    }
}
