import {Component, onWillStart, useState} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";
import {NoteForbidden} from "@loyalty_tiers/app/components/guest_note/note_forbidden";
import {NoteOccasion} from "@loyalty_tiers/app/components/guest_note/note_occasion";
import {NotePreference} from "@loyalty_tiers/app/components/guest_note/note_preference";
import {NoteTalk} from "@loyalty_tiers/app/components/guest_note/note_talk";
import {_t} from "@web/core/l10n/translation";
import {usePos} from "@point_of_sale/app/hooks/pos_hook";

/** Notes what a guest tells, in few taps. */
export class GuestNote extends Component {
    static template = "loyalty_tiers.GuestNote";
    static components = {Dialog, NoteForbidden, NoteOccasion, NotePreference, NoteTalk};
    static props = {
        partner: Object,
        tab: {type: String, optional: true},
        close: Function,
    };
    static defaultProps = {tab: "talk"};

    setup() {
        this.pos = usePos();
        this.state = useState({tab: this.props.tab, words: null});
        onWillStart(() => {
            // The dialog opens at once; the words of the house follow.
            this.pos.recognition.knowledge.words().then((words) => {
                this.state.words = words;
            });
        });
    }

    get title() {
        return _t("Remember about %s", this.props.partner.loyaltyCalled);
    }

    get tabs() {
        return [
            {id: "talk", label: _t("Talk"), component: NoteTalk},
            {id: "preference", label: _t("Likes and avoids"), component: NotePreference},
            {id: "forbidden", label: _t("Must not eat"), component: NoteForbidden},
            {id: "occasion", label: _t("Occasion"), component: NoteOccasion},
        ];
    }

    get component() {
        return this.tabs.find(({id}) => id === this.state.tab).component;
    }

    get words() {
        const none = {tags: [], phrases: [], occasion_kinds: [], reasons: []};
        return this.state.words || none;
    }
}
