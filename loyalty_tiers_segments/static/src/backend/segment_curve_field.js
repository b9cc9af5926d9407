import {Component} from "@odoo/owl";
import {SimulationChart} from "@loyalty_tiers/backend/simulation/simulation_chart";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/**
 * Draws how much of the sales the best guests bring, beside what they would bring if
 * all spent the same.
 *
 * Shows what the record holds; calls no server.
 */
export class SegmentCurveField extends Component {
    static template = "loyalty_tiers_segments.SegmentCurveField";
    static components = {SimulationChart};
    static props = {...standardFieldProps};

    /** Shares of guests and of sales, in percent, rising. */
    get points() {
        return this.props.record.data[this.props.name]?.curve || [];
    }

    get chart() {
        const percent = (value) => `${Math.round(value)}%`;
        return {
            type: "line",
            label: this.props.record.data.sentence || _t("Sales by share of guests"),
            labels: this.points.map(([guests]) => percent(guests)),
            now: {
                label: _t("If all spent the same"),
                values: this.points.map(([guests]) => guests),
            },
            then: {
                label: _t("Share of sales of the best guests"),
                values: this.points.map((point) => point[1]),
            },
            format: percent,
        };
    }
}

registry.category("fields").add("loyalty_tiers_segment_curve", {
    component: SegmentCurveField,
    supportedTypes: ["json"],
});
