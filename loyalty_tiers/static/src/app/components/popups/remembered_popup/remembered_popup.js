import {Component, useState} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";
import {_t} from "@web/core/l10n/translation";
import {spokenDay} from "@loyalty_tiers/app/utils/spoken_time";
import {usePos} from "@point_of_sale/app/hooks/pos_hook";

/** One thing that the house remembers of a guest: is it still so? */
export class RememberedPopup extends Component {
    static template = "loyalty_tiers.RememberedPopup";
    static components = {Dialog};
    static props = {
        partner: Object,
        kind: {validate: (kind) => ["forbidden", "preferences", "talks"].includes(kind)},
        row: Object,
        close: Function,
    };

    setup() {
        this.pos = usePos();
        this.state = useState({correcting: false, text: this.props.row.text, busy: false});
    }

    get title() {
        const {row} = this.props;
        return row.stale ? _t("%s: still so?", row.text) : row.text;
    }

    get about() {
        const {row} = this.props;
        const day = spokenDay(row.told_on || row.date);
        const sources = {
            told: _t("Told us on %s", day),
            seen: _t("Seen by staff on %s", day),
            guessed: _t("Guessed on %s", day),
        };
        const source = sources[row.source] || sources.told;
        return [source, row.by, row.here_only && _t("only in this shop")]
            .filter(Boolean)
            .join(" · ");
    }

    get canConfirm() {
        return this.props.kind !== "talks";
    }

    get canCorrect() {
        // What must not be eaten is removed and asked anew, with the guest's consent.
        return this.props.kind === "preferences";
    }

    confirm() {
        return this.done((notes) => notes.confirm(this.props.partner, this.props.row));
    }

    correct() {
        const text = this.state.text.trim();
        return text && this.done((notes) => notes.correct(this.props.partner, this.props.row, text));
    }

    remove() {
        const {partner, kind, row} = this.props;
        return this.done((notes) => notes.remove(partner, kind, row));
    }

    withdraw() {
        return this.done((notes) => notes.withdraw(this.props.partner));
    }

    async done(job) {
        this.state.busy = true;
        if (await job(this.pos.notes)) {
            this.props.close();
        }
        this.state.busy = false;
    }
}
