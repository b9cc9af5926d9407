import {Component} from "@odoo/owl";
import {spokenAhead, spokenMoment} from "@loyalty_tiers/app/utils/spoken_time";
import {_t} from "@web/core/l10n/translation";

const HIDDEN = ["later", "gone"];

/** What is due to a guest now, each with what there is to do about it. */
export class DueList extends Component {
    static template = "loyalty_tiers.DueList";
    static props = {
        rows: Array,
        occasions: {type: Array, optional: true},
        busy: {type: Boolean, optional: true}, // more is on its way: nothing to tap yet
        serve: Function,
        postpone: {type: Function, optional: true},
    };
    static defaultProps = {occasions: [], busy: false};

    get rows() {
        return this.props.rows.filter(({state}) => !HIDDEN.includes(state));
    }

    get isEmpty() {
        return !this.rows.length && !this.alone;
    }

    /** The occasion of the day, on the same line as its gift. */
    get occasion() {
        return this.props.occasions.find(({open}) => open);
    }

    get occasionText() {
        const {name, days, date} = this.occasion;
        return _t("%(occasion)s %(when)s", {occasion: name, when: spokenAhead(days, date)});
    }

    /** An occasion without gift: worth a word. */
    get alone() {
        return this.occasion && !this.rows.some(({given}) => given === "occasion");
    }

    before(row) {
        return row.given === "occasion" && this.occasion ? `${this.occasionText}: ` : "";
    }

    icon(row) {
        const icons = {occasion: this.occasion?.icon || "fa-birthday-cake", repeat: "fa-star"};
        const kinds = {product: "fa-gift", coupon: "fa-ticket", gesture: "fa-heart-o"};
        return icons[row.given] || kinds[row.kind] || "fa-gift";
    }

    /** By whom and when it was served. */
    served(row) {
        return [row.by, spokenMoment(row.on)].filter(Boolean).join(", ");
    }
}
