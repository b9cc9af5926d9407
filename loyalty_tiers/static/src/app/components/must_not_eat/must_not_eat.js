import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatList} from "@web/core/l10n/utils";
import {spokenDay} from "@loyalty_tiers/app/utils/spoken_time";

/**
 * What a guest must not eat, so that nobody misses it: a sign, a frame and bold words.
 *
 * Three states: something is recorded; nothing is, then it takes no room; it could not be
 * loaded, then it says so, because silence would be read as "eats everything".
 */
export class MustNotEat extends Component {
    static template = "loyalty_tiers.MustNotEat";
    static props = {
        entry: {type: [Object, {value: undefined}], optional: true},
        short: {type: Boolean, optional: true}, // one line, for the banner
        onTap: {type: Function, optional: true},
    };
    static defaultProps = {short: false, onTap: () => {}};

    get rows() {
        return this.props.entry?.known?.forbidden || [];
    }

    get isUnknown() {
        return this.props.entry?.state === "failed" && !this.props.entry.known;
    }

    get toldOn() {
        const days = [...new Set(this.rows.map((row) => spokenDay(row.told_on)))];
        return _t("Told us on %s. Please ask again.", formatList(days));
    }
}
