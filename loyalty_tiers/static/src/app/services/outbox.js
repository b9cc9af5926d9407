import {ConnectionLostError} from "@web/core/network/rpc";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {logPosMessage} from "@point_of_sale/app/utils/pretty_console_log";

// What may wait on the till for the connection; glue addons add theirs. What a guest must
// not eat never does.
export const MAY_WAIT = {
    "loyalty.tier.grant": ["serve", "postpone", "take_back"],
    "loyalty.tier.knowledge": ["note_talk", "note_preference"],
};
const REFUSALS = /\.(UserError|ValidationError|AccessError|MissingError)$/;
const TRIES = 5; // of a call that the server breaks on
const PAUSE = 20_000; // milliseconds until a call that failed is tried again

/**
 * Calls that wait for the connection, in the order in which they were made.
 *
 * Each carries its own uuid, by which the server knows a call that comes twice. So a
 * call is kept until its answer is there, even when the connection broke in between.
 */
export class Outbox {
    constructor(pos) {
        this.pos = pos;
        this.key = `loyalty_tiers.outbox.${odoo.info?.db}.${odoo.pos_config_id}`;
        browser.addEventListener("pos-network-online", () => this.send());
    }

    /** @returns {Object[]} `uuid`, `model`, `method`, `args` of what waits */
    get calls() {
        try {
            return JSON.parse(browser.localStorage.getItem(this.key)) || [];
        } catch {
            return [];
        }
    }

    set calls(calls) {
        if (calls.length) {
            browser.localStorage.setItem(this.key, JSON.stringify(calls));
        } else {
            browser.localStorage.removeItem(this.key);
        }
    }

    /**
     * Call the server now; without a connection, later.
     *
     * @param {Object} call `uuid`, `model`, `method`, `args`
     * @returns {Promise<Object>} `answer` of the server, or `waiting`
     */
    async run(call) {
        const {network, orm} = this.pos.data;
        if (this.calls.length && !network.offline) {
            await this.send();
        }
        if (!network.offline && !this.calls.length) {
            try {
                return {answer: await orm.call(call.model, call.method, call.args)};
            } catch (error) {
                if (!(error instanceof ConnectionLostError)) {
                    throw error;
                }
            }
        }
        this.keep(call);
        if (!network.offline) {
            this.pos.data.checkConnectivity();
        }
        return {waiting: true};
    }

    keep({uuid, model, method, args}) {
        const [, , values] = args;
        if (!MAY_WAIT[model]?.includes(method) || values?.kind === "forbidden") {
            throw new ConnectionLostError();
        }
        this.calls = [...this.calls, {uuid, model, method, args}];
    }

    /** @returns {Boolean} whether the call was still here, and was taken out */
    drop(uuid) {
        const calls = this.calls;
        this.calls = calls.filter((call) => call.uuid !== uuid);
        return this.calls.length < calls.length;
    }

    /** Send all that waits, one at a time; whoever asks twice waits for the same. */
    send() {
        this.sending ||= this.sendAll().finally(() => {
            this.sending = null;
        });
        return this.sending;
    }

    async sendAll() {
        let call = null;
        while ((call = this.calls[0]) && !this.pos.data.network.offline) {
            try {
                const {model, method, args} = call;
                const answer = await this.pos.data.orm.silent.call(model, method, args);
                this.drop(call.uuid);
                this.tell(call, answer || {});
            } catch (error) {
                if (this.keepsTrying(call, error)) {
                    browser.clearTimeout(this.timer);
                    this.timer = browser.setTimeout(() => this.send(), PAUSE);
                    return;
                }
            }
        }
    }

    /** @returns {Boolean} whether a call that failed is worth another try, later */
    keepsTrying(call, error) {
        logPosMessage("Outbox", "send", "Not sent", "", [error]);
        if (error instanceof ConnectionLostError || /SessionExpired/.test(error.exceptionName)) {
            return true;
        }
        const tries = (call.tries || 0) + 1;
        if (!REFUSALS.test(error.exceptionName) && tries < TRIES) {
            const [first, ...others] = this.calls;
            this.calls = [{...first, tries}, ...others];
            return true;
        }
        this.drop(call.uuid);
        this.pos.notification.add(
            _t("What was noted without connection was not accepted: %s", error.data?.message || ""),
            {type: "danger", sticky: true}
        );
        return false;
    }

    /** Tell what the server had to say about a perk that was served without it. */
    tell({method}, {state, message}) {
        if (method === "serve" && state !== "served") {
            this.pos.notification.add(message || _t("A perk had been served already."), {
                type: "warning",
                sticky: true,
            });
        }
    }

    /**
     * Mark what was served while the till had no connection.
     *
     * @param {Object[]} due grants as the server knows them
     * @returns {Object[]} grants as they are
     */
    settle(due) {
        const waiting = this.calls.filter(({model}) => model === "loyalty.tier.grant");
        const done = (method, id) =>
            waiting.some((call) => call.method === method && call.args[0] === id);
        return due
            .filter(({id}) => !done("postpone", id))
            .map((row) => (done("serve", row.id) ? {...row, state: "served"} : row));
    }
}
