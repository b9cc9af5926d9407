import {SimulationChart} from "@loyalty_tiers/backend/simulation/simulation_chart";

const CAP = 4; // Pixels from a whisker to the ends of its caps

/** Draws, on each bar, between what the truth is likely to lie. */
const whiskers = {
    id: "loyaltyTiersWhiskers",
    afterDatasetsDraw(chart, args, {ranges, color}) {
        const {ctx, scales} = chart;
        ctx.save();
        ctx.strokeStyle = color;
        ctx.lineWidth = 1.5;
        ctx.beginPath();
        ranges.forEach((bars, dataset) => {
            chart.getDatasetMeta(dataset).data.forEach(({y}, index) => {
                const [low, high] = (bars[index] || []).map((value) =>
                    scales.x.getPixelForValue(value)
                );
                if (high !== undefined) {
                    ctx.moveTo(low, y);
                    ctx.lineTo(high, y);
                    for (const end of [low, high]) {
                        ctx.moveTo(end, y - CAP);
                        ctx.lineTo(end, y + CAP);
                    }
                }
            });
        });
        ctx.stroke();
        ctx.restore();
    },
};

/** Two rows of shares beside each other, each with its range. */
export class OutcomeChart extends SimulationChart {
    static props = {...SimulationChart.props, ranges: Array};

    get config() {
        const config = super.config;
        // Whiskers reach further than their bars.
        config.options.scales.x.suggestedMax = Math.max(0, ...this.props.ranges.flat(2).filter(Boolean));
        config.options.plugins[whiskers.id] = {
            ranges: this.props.ranges,
            color: this.colors.text,
        };
        return {...config, plugins: [whiskers]};
    }
}
