import {Component, useState} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";
import {_t} from "@web/core/l10n/translation";

/** Reserved dishes stand on the order of a guest who may not have them: what now? */
export class ReservedQuestion extends Component {
    static template = "loyalty_tiers.ReservedQuestion";
    static components = {Dialog};
    static props = {
        dishes: Array,
        guest: {type: [String, {value: undefined}], optional: true},
        former: {type: [String, Object, {value: undefined}], optional: true},
        needsLogin: Boolean,
        allow: Function,
        getPayload: Function,
        close: Function,
    };

    setup() {
        this.state = useState({
            keeps: false,
            busy: false,
            reason: "",
            login: "",
            password: "",
            asksLogin: this.props.needsLogin,
            error: "",
        });
    }

    get title() {
        return _t("Reserved dishes on the order");
    }

    get lead() {
        return this.props.guest
            ? _t("These are not on the menu for %s:", this.props.guest)
            : _t("These are not on the menu without a guest for whom they are reserved:");
    }

    get stays() {
        return this.props.former ? _t("Cancel: %s stays", this.props.former) : _t("Decide later");
    }

    answer(payload) {
        this.props.getPayload(payload);
        this.props.close();
    }

    get isComplete() {
        const {reason, login, password, asksLogin, busy} = this.state;
        return Boolean(!busy && reason.trim() && (!asksLogin || (login && password)));
    }

    async keep() {
        const {reason, login, password, asksLogin} = this.state;
        this.state.busy = true;
        const wrong = await this.props.allow({
            reason: reason.trim(),
            ...(asksLogin ? {login, password} : {}),
        });
        this.state.busy = false;
        this.state.password = "";
        if (wrong) {
            Object.assign(this.state, {error: wrong, asksLogin: true});
        } else {
            this.answer("keep");
        }
    }
}
