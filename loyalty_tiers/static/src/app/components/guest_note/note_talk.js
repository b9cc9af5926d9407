import {Component, useState} from "@odoo/owl";
import {useAutofocus} from "@web/core/utils/hooks";
import {usePos} from "@point_of_sale/app/hooks/pos_hook";

/** A note of a talk: a ready phrase is one tap, free text is typed. */
export class NoteTalk extends Component {
    static template = "loyalty_tiers.NoteTalk";
    static props = {partner: Object, words: Object, done: Function};

    setup() {
        this.pos = usePos();
        this.state = useState({text: "", here_only: false, managers_only: false, busy: false});
        useAutofocus({refName: "text", mobile: false});
    }

    async save(text) {
        const {here_only, managers_only, busy} = this.state;
        if (busy || !text.trim()) {
            return;
        }
        this.state.busy = true;
        const talk = {text: text.trim(), here_only, managers_only};
        if (await this.pos.notes.talk(this.props.partner, talk)) {
            this.props.done();
        }
        this.state.busy = false;
    }
}
