import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatInteger} from "@web/views/fields/formatters";

/** Who moves, and from where: a row per tier held now, a column per tier then. */
export class MovementMatrix extends Component {
    static template = "loyalty_tiers.MovementMatrix";
    static props = {
        tiers: Array, // {id, name}, from the lowest to the highest
        moves: Array, // {from, to, count}; 0 is no tier
        onOpen: Function, // Called with two ids
    };

    setup() {
        this.formatInteger = formatInteger;
    }

    /** The tiers that somebody leaves or comes to, no tier being the lowest. */
    get tiers() {
        const nobody = {id: 0, name: _t("No tier")};
        const seen = new Set(this.props.moves.flatMap((move) => [move.from, move.to]));
        return [nobody, ...this.props.tiers].filter((tier) => seen.has(tier.id));
    }

    count(from, to) {
        const move = this.props.moves.find((m) => m.from === from && m.to === to);
        return move ? move.count : 0;
    }

    direction(rowIndex, columnIndex) {
        return ["down", "same", "up"][Math.sign(columnIndex - rowIndex) + 1];
    }
}
