import {Component, useState} from "@odoo/owl";
import {usePos} from "@point_of_sale/app/hooks/pos_hook";

/** What a guest must not eat: only with the guest's consent, only with a connection. */
export class NoteForbidden extends Component {
    static template = "loyalty_tiers.NoteForbidden";
    static props = {partner: Object, words: Object, done: Function};

    setup() {
        this.pos = usePos();
        this.network = useState(this.pos.data.network);
        this.state = useState({tagId: false, text: "", reason: false, agreed: false, busy: false});
    }

    get consentText() {
        return this.pos.recognition.knowledge.of(this.props.partner)?.consent_text || "";
    }

    get isOff() {
        return this.network.offline || !this.consentText;
    }

    get tags() {
        return this.props.words.tags.filter(({kind}) => kind === "ingredient");
    }

    get canSave() {
        const {tagId, text, agreed, busy} = this.state;
        return Boolean(agreed && !busy && (tagId || text.trim()));
    }

    pick(tag) {
        Object.assign(this.state, {tagId: this.state.tagId === tag.id ? false : tag.id, text: ""});
    }

    async save() {
        if (!this.canSave) {
            return;
        }
        const {tagId, text, reason} = this.state;
        this.state.busy = true;
        const saved = await this.pos.notes.forbidden(this.props.partner, {
            ...(tagId ? {tag_id: tagId} : {text: text.trim()}),
            reason,
            consent: {how: "spoken", text: this.consentText},
        });
        this.state.busy = false;
        if (saved) {
            this.props.done();
        }
    }
}
