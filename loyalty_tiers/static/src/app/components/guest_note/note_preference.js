import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {usePos} from "@point_of_sale/app/hooks/pos_hook";

/** What a guest likes or avoids: a tag is one tap, several may follow. */
export class NotePreference extends Component {
    static template = "loyalty_tiers.NotePreference";
    static props = {partner: Object, words: Object, done: Function};

    setup() {
        this.pos = usePos();
        this.state = useState({
            kind: "likes",
            source: "told",
            text: "",
            here_only: false,
            busy: false,
            saved: [],
        });
    }

    get kinds() {
        return [
            ["likes", _t("Likes")],
            ["avoids", _t("Avoids")],
            ["seat", _t("Seat")],
            ["size", _t("Size")],
            ["service", _t("Service")],
        ];
    }

    get sources() {
        return [
            ["told", _t("Told us")],
            ["seen", _t("Seen by staff")],
            ["guessed", _t("Guessed")],
        ];
    }

    /** The words of the house that fit: of food for likes and avoids. */
    get tags() {
        const {kind} = this.state;
        const of = ["likes", "avoids"].includes(kind) ? "ingredient" : kind;
        return this.props.words.tags.filter((tag) => tag.kind === of);
    }

    isSaved(tag) {
        return this.state.saved.includes(`${this.state.kind}:${tag.id}`);
    }

    async saveTag(tag) {
        if (!this.isSaved(tag) && (await this.save({tag_id: tag.id}, tag.name))) {
            this.state.saved.push(`${this.state.kind}:${tag.id}`);
        }
    }

    async saveText() {
        const text = this.state.text.trim();
        if (text && (await this.save({text}, text))) {
            this.props.done();
        }
    }

    async save(what, name) {
        const {kind, source, here_only, busy} = this.state;
        if (busy) {
            return false;
        }
        this.state.busy = true;
        const saved = await this.pos.notes.preference(
            this.props.partner,
            {kind, source, here_only, ...what},
            name
        );
        this.state.busy = false;
        return saved;
    }
}
