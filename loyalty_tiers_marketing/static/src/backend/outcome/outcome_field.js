import {Component} from "@odoo/owl";
import {OutcomeChart} from "./outcome_chart";
import {_t} from "@web/core/l10n/translation";
import {formatFloat, formatInteger, formatMonetary} from "@web/views/fields/formatters";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** Shows what a mailing brought, beside what would have come without it. */
export class OutcomeField extends Component {
    static template = "loyalty_tiers_marketing.OutcomeField";
    static components = {OutcomeChart};
    static props = {...standardFieldProps};

    setup() {
        this.formatInteger = formatInteger;
    }

    get outcome() {
        return this.props.record.data[this.props.name];
    }

    get total() {
        return this.outcome.total;
    }

    /** The tiers, and below them all together, where there are several. */
    get rows() {
        const {tiers, total} = this.outcome;
        const all = {...total, id: -1, name: _t("All"), isTotal: true};
        return tiers.length > 1 ? [...tiers, all] : tiers;
    }

    // ----------------------------------------------------------------- figures
    percent(share) {
        return this.whole(share * 100);
    }

    whole(percent) {
        return `${formatFloat(percent, {digits: [16, 0]})} %`;
    }

    /** What part of those chosen, or nothing where nobody was. */
    part(count, group) {
        return group.chosen ? this.percent(count / group.chosen) : "";
    }

    rate({rate}) {
        return rate ? this.percent(rate[0]) : "–";
    }

    money(amount) {
        return formatMonetary(amount, {currencyId: this.outcome.currency_id});
    }

    signed(number, format) {
        const sign = number > 0 ? "+" : number < 0 ? "−" : "";
        return sign + format(Math.abs(number));
    }

    points(number) {
        return this.signed(number, (value) => formatFloat(value * 100, {digits: [16, 0]}));
    }

    moneyDifference(number) {
        return this.signed(number, (value) => this.money(value));
    }

    range([, low, high], format) {
        return _t("%(low)s to %(high)s", {low: format(low), high: format(high)});
    }

    /** Whether a range says which of the two is more. */
    isClear(range) {
        return Boolean(range) && (range[1] > 0 || range[2] < 0);
    }

    tone(range) {
        if (!this.isClear(range)) {
            return "loyalty-tiers-same";
        }
        return range[0] > 0 ? "loyalty-tiers-up" : "loyalty-tiers-down";
    }

    // ------------------------------------------------------------------- chart
    get chart() {
        const rows = this.rows.filter(({written, held}) => written.rate || held.rate);
        const side = (name) => rows.map((row) => row[name].rate?.map((rate) => rate * 100));
        return {
            labels: rows.map((row) => row.name),
            held: {label: _t("Held back"), values: side("held").map((rate) => rate?.[0])},
            written: {
                label: _t("Written to"),
                values: side("written").map((rate) => rate?.[0]),
            },
            ranges: ["held", "written"].map((name) => side(name).map((rate) => rate?.slice(1))),
            // Told to who cannot see the bars; the table says the rest.
            text: rows
                .map(({name, written, held}) => `${name}: ${this.rate(written)}, ${this.rate(held)}`)
                .join("; "),
        };
    }
}

export const outcomeField = {
    component: OutcomeField,
    displayName: _t("Outcome of a mailing"),
    supportedTypes: ["json"],
};

registry.category("fields").add("loyalty_tiers_outcome", outcomeField);
