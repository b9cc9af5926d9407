import {Component, useState} from "@odoo/owl";
import {usePos} from "@point_of_sale/app/hooks/pos_hook";

const {DateTime} = luxon;
const LEAP_YEAR = 2024; // 29 February is a birthday, too

/** A date to remember: the year only if the guest tells it. */
export class NoteOccasion extends Component {
    static template = "loyalty_tiers.NoteOccasion";
    static props = {partner: Object, words: Object, done: Function};

    setup() {
        this.pos = usePos();
        const {month, day} = DateTime.now();
        this.state = useState({kindId: false, month, day, year: "", busy: false});
    }

    get months() {
        return Array.from({length: 12}, (_, index) => ({
            id: index + 1,
            name: DateTime.local(LEAP_YEAR, index + 1, 1).toLocaleString({month: "long"}),
        }));
    }

    get days() {
        const {daysInMonth} = DateTime.local(LEAP_YEAR, Number(this.state.month), 1);
        return Array.from({length: daysInMonth}, (_, index) => index + 1);
    }

    get canSave() {
        const {kindId, day, busy} = this.state;
        return Boolean(kindId && !busy && this.days.includes(Number(day)));
    }

    async save() {
        if (!this.canSave) {
            return;
        }
        const {kindId, month, day, year} = this.state;
        this.state.busy = true;
        const saved = await this.pos.notes.occasion(this.props.partner, {
            kind_id: kindId,
            month: Number(month),
            day: Number(day),
            year: Number(year) || 0,
        });
        this.state.busy = false;
        if (saved) {
            this.props.done();
        }
    }
}
