import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {deserializeDateTime, formatDateTime} from "@web/core/l10n/dates";
import {useService} from "@web/core/utils/hooks";

/** A line about a guest: title, visits so far, when they were last here. */
export class GuestFacts extends Component {
    static template = "loyalty_tiers.GuestFacts";
    static props = {
        partner: Object,
        missing: {type: Boolean, optional: true}, // what is missing for the next tier, too
    };
    static defaultProps = {missing: false};

    setup() {
        this.network = useService("pos_data").network;
    }

    get card() {
        return this.props.partner.loyalty_tier_card;
    }

    get visits() {
        const visits = this.card?.visits || 0;
        if (!visits) {
            return _t("First visit");
        }
        return visits === 1 ? _t("1 visit") : _t("%s visits", visits);
    }

    get lastHere() {
        const days = this.props.partner.loyaltyDaysAway;
        if (days === null) {
            return "";
        }
        if (days < 2) {
            return days ? _t("last here yesterday") : _t("here today");
        }
        return _t("last here %s days ago", days);
    }

    /** From when the data is; empty while the till is connected. */
    get asOf() {
        const [config] = this.props.partner.models["pos.config"].getAll();
        const moment = this.card?.as_of || config._data_server_date;
        return this.network.offline && this.card && moment
            ? _t("as of %s", formatDateTime(deserializeDateTime(moment), {showSeconds: false}))
            : "";
    }
}
