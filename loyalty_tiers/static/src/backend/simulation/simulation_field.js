import {Component, useState} from "@odoo/owl";
import {formatFloat, formatInteger, formatMonetary} from "@web/views/fields/formatters";
import {KeepLast} from "@web/core/utils/concurrency";
import {MovementMatrix} from "./movement_matrix";
import {SimulationChart} from "./simulation_chart";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {useDebounced} from "@web/core/utils/timing";
import {useRecordObserver} from "@web/model/relational_model/utils";
import {useService} from "@web/core/utils/hooks";

const PAUSE = 200; // Milliseconds without a change of the draft, before it is played

/**
 * Plays the draft of rules on the server whenever it changes, and shows who would move.
 *
 * The figures come first; the past is asked for when they are shown.
 */
export class SimulationField extends Component {
    static template = "loyalty_tiers.SimulationField";
    static components = {MovementMatrix, SimulationChart};
    static props = {...standardFieldProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.formatInteger = formatInteger;
        this.lastOutcome = new KeepLast();
        this.lastPast = new KeepLast();
        this.state = useState({
            playing: true,
            problems: [],
            outcome: null,
            past: null,
            focus: 0,
        });
        this.played = null;
        this.playLater = useDebounced(() => this.play(), PAUSE);
        useRecordObserver((record) => {
            if (JSON.stringify(record.data[this.props.name]) !== this.played) {
                this.state.playing = true;
                this.playLater();
            }
        });
    }

    // ------------------------------------------------------------------ server
    async play() {
        const draft = this.props.record.data[this.props.name];
        const asked = JSON.stringify(draft);
        if (asked === this.played) {
            this.state.playing = false;
            return;
        }
        this.played = asked;
        const outcome = await this.lastOutcome.add(this.ask("action_play", draft));
        this.state.playing = false;
        this.state.problems = outcome.problems;
        if (!outcome.problems.length) {
            this.state.outcome = outcome;
            this.state.focus = outcome.focus;
            this.state.past = null;
            this.state.past = await this.lastPast.add(this.ask("action_play_past", draft));
        }
    }

    ask(method, draft) {
        const {resModel, resId} = this.props.record;
        return this.orm.silent.call(resModel, method, [[resId], draft]);
    }

    async openNames(context) {
        if (await this.props.record.save()) {
            this.action.doActionButton({
                type: "object",
                name: "action_names",
                resModel: this.props.record.resModel,
                resId: this.props.record.resId,
                resIds: [this.props.record.resId],
                context: this.props.record.context,
                buttonContext: context,
            });
        }
    }

    openMove(from, to) {
        this.openNames({loyalty_tiers_from: from, loyalty_tiers_to: to});
    }

    openSteps(steps) {
        this.openNames({loyalty_tiers_steps: steps});
    }

    /**
     * @param {Number} index of a tier
     * @param {String} side "now": who would leave it; "then": who would come to it
     */
    openBar(index, side) {
        const key = side === "now" ? "loyalty_tiers_from" : "loyalty_tiers_to";
        this.openNames({[key]: this.outcome.tiers[index].id});
    }

    // ----------------------------------------------------------------- figures
    get outcome() {
        return this.state.outcome;
    }

    get focus() {
        return this.outcome.tiers.find((tier) => tier.id === this.state.focus);
    }

    get played_on() {
        return _t("Played on %(customers)s customers and %(orders)s orders.", {
            customers: formatInteger(this.outcome.customers),
            orders: formatInteger(this.props.record.data.order_count),
        });
    }

    get perksDifference() {
        return this.outcome.perks_then - this.outcome.perks_now;
    }

    get sampled() {
        return _t("Estimated from a sample of %s customers.", formatInteger(this.state.past.sample));
    }

    money(amount) {
        // Yearly costs are estimates: nobody reads their cents.
        const {currency_id: currencyId} = this.outcome;
        return formatMonetary(Math.round(amount), {currencyId, digits: [16, 0]});
    }

    signed(amount) {
        const sign = amount < 0 ? "−" : "+";
        return `${sign} ${this.money(Math.abs(amount))}`;
    }

    percent(share) {
        return `${formatFloat(share * 100, {digits: [16, 1]})} %`;
    }

    // ------------------------------------------------------------------ charts
    get names() {
        return this.outcome.tiers.map((tier) => tier.name);
    }

    get bars() {
        return this.beside((side) => this.outcome.tiers.map((tier) => tier[side]));
    }

    get months() {
        return this.beside((side) => this.state.past[side][this.state.focus] || []);
    }

    beside(values) {
        return {
            now: {label: _t("Present rules"), values: values("now")},
            then: {label: _t("These rules"), values: values("then")},
        };
    }

    /** Told to who cannot see the bars; the table says the rest. */
    get barsLabel() {
        return this.outcome.tiers
            .map(({name, now, then}) => `${name}: ${now} → ${then}`)
            .join(", ");
    }
}

export const simulationField = {
    component: SimulationField,
    displayName: _t("Simulation of loyalty rules"),
    supportedTypes: ["json"],
};

registry.category("fields").add("loyalty_tiers_simulation", simulationField);
