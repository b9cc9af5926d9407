import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatInteger} from "@web/views/fields/formatters";

const RED = ["trace", "missing", "unwalked"];

/** Green and red: a row for each door, a column for each visitor. */
export class AuditMatrix extends Component {
    static template = "loyalty_tiers.AuditMatrix";
    static props = {
        doors: Array, // {key, name, kind}
        visitors: Array, // {key, name}
        cells: Object, // What was found, by key of the door, by key of the visitor
        onOpen: Function, // Called with a door and a visitor
    };

    setup() {
        this.formatInteger = formatInteger;
        this.state = useState({unfolded: {declared: true}});
    }

    /** Doors by how the auditor knows them; red ones are first, and always shown. */
    get groups() {
        const names = {
            declared: _t("Doors known by name"),
            address: _t("Addresses that were found"),
            model: _t("Models that were found"),
        };
        return Object.keys(names)
            .map((kind) => {
                const all = this.props.doors.filter((door) => door.kind === kind);
                const red = all.filter((door) => this.isRed(door));
                const others = all.filter((door) => !this.isRed(door));
                const unfolded = Boolean(this.state.unfolded[kind]);
                const shown = unfolded ? [...red, ...others] : red;
                return {kind, name: names[kind], all, shown, unfolded};
            })
            .filter((group) => group.all.length);
    }

    isRed(door) {
        return Object.values(this.props.cells[door.key] || {}).some((verdict) =>
            RED.includes(verdict)
        );
    }

    /** What a cell says; "wait" is not walked yet. */
    verdict(door, visitor) {
        return this.props.cells[door.key]?.[visitor.key] || "wait";
    }

    /** How many doors of a group are green, and how many are not, for a visitor. */
    sum(group, visitor) {
        const verdicts = group.all.map((door) => this.verdict(door, visitor));
        return {
            green: verdicts.filter((verdict) => verdict === "ok").length,
            red: verdicts.filter((verdict) => RED.includes(verdict)).length,
        };
    }

    icon(verdict) {
        return {
            ok: "fa-check",
            trace: "fa-eye",
            missing: "fa-eye-slash",
            unwalked: "fa-question",
            none: "fa-minus",
            wait: "fa-ellipsis-h",
        }[verdict];
    }

    label(verdict) {
        return {
            ok: _t("Nothing closed shows, nothing allowed is missing"),
            trace: _t("Shows something closed"),
            missing: _t("Lacks something allowed"),
            unwalked: _t("Could not be walked"),
            none: _t("Not a door for this visitor"),
            wait: _t("Not walked yet"),
        }[verdict];
    }

    canOpen(verdict) {
        return RED.includes(verdict);
    }

    fold(kind) {
        this.state.unfolded[kind] = !this.state.unfolded[kind];
    }
}
