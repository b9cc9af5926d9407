import {Component, onWillStart, useEffect, useRef} from "@odoo/owl";
import {loadBundle} from "@web/core/assets";

/**
 * Two rows of numbers beside each other, drawn by Chart.js: as they are now, pale, and
 * as they would be, strong.
 */
export class SimulationChart extends Component {
    static template = "loyalty_tiers.SimulationChart";
    static props = {
        type: {validate: (type) => ["bar", "line"].includes(type)},
        label: String, // What a reader who cannot see it is told
        labels: Array,
        now: Object, // {label, values}
        then: Object, // {label, values}
        format: Function, // Number to text
        onPick: {type: Function, optional: true}, // Called with an index and "now" or "then"
    };

    setup() {
        this.canvas = useRef("canvas");
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            () => {
                const chart = new window.Chart(this.canvas.el, this.config);
                return () => chart.destroy();
            },
            () => [JSON.stringify([this.props.labels, this.props.now, this.props.then])]
        );
    }

    get height() {
        return this.props.type === "bar" ? 36 + 40 * this.props.labels.length : 200;
    }

    /** Colours are read from the page, so that themes and dark mode hold here too. */
    get colors() {
        const style = window.getComputedStyle(this.canvas.el);
        return {
            now: style.getPropertyValue("--loyalty-tiers-now").trim(),
            then: style.getPropertyValue("--loyalty-tiers-then").trim(),
            text: style.color,
            grid: style.getPropertyValue("--loyalty-tiers-grid").trim(),
            font: {family: style.fontFamily, size: 13},
        };
    }

    get config() {
        const colors = this.colors;
        const bars = this.props.type === "bar";
        return {
            type: this.props.type,
            data: {
                labels: this.props.labels,
                datasets: ["now", "then"].map((name) => ({
                    label: this.props[name].label,
                    data: this.props[name].values,
                    backgroundColor: colors[name],
                    borderColor: colors[name],
                    borderRadius: bars ? 3 : 0,
                    borderWidth: bars ? 0 : 3,
                    pointRadius: bars ? 0 : 2,
                    maxBarThickness: 14,
                    minBarLength: 2,
                })),
            },
            options: {
                indexAxis: bars ? "y" : "x",
                animation: false,
                maintainAspectRatio: false,
                interaction: {mode: bars ? "nearest" : "index", intersect: bars},
                scales: {
                    x: this.axis(colors, bars),
                    y: this.axis(colors, !bars),
                },
                plugins: {
                    legend: {
                        align: "start",
                        labels: {color: colors.text, font: colors.font, boxWidth: 14},
                    },
                },
                onClick: (ev, elements) => this.pick(elements),
                onHover: (ev, elements) => {
                    const pointed = this.props.onPick && elements.length;
                    ev.native.target.style.cursor = pointed ? "pointer" : "default";
                },
            },
        };
    }

    axis(colors, counts) {
        return {
            beginAtZero: true,
            border: {display: false},
            grid: {display: counts, color: colors.grid},
            ticks: {
                color: colors.text,
                font: colors.font,
                precision: 0,
                autoSkip: counts || this.props.type === "line",
                maxRotation: 0,
                ...(counts && {callback: (value) => this.props.format(value)}),
            },
        };
    }

    pick([element]) {
        if (element && this.props.onPick) {
            this.props.onPick(element.index, element.datasetIndex ? "then" : "now");
        }
    }
}
