import {ConnectionLostError} from "@web/core/network/rpc";
import {_t} from "@web/core/l10n/translation";
import {uuidv4} from "@point_of_sale/utils";

const MODEL = "loyalty.tier.knowledge";

/** @returns {String} what the server says is wrong, or a general line */
export function refusal(error) {
    return error?.data?.message || error?.message || _t("It could not be saved.");
}

/** Writes down what a guest told, and corrects it. */
export class GuestNotes {
    constructor(pos) {
        this.pos = pos;
    }

    known(partner) {
        return this.pos.recognition.knowledge.of(partner);
    }

    get today() {
        return luxon.DateTime.now().toISODate();
    }

    get author() {
        return this.pos.getCashier()?.name || "";
    }

    /**
     * @param {ResPartner} partner
     * @param {Object} talk `text`, `here_only`, `managers_only`
     * @returns {Promise<Boolean>} whether it is noted, or waits for the connection
     */
    async talk(partner, talk) {
        const local = {...talk, id: false, date: this.today, by: this.author};
        return this.keep(partner, "note_talk", talk, (row) =>
            this.known(partner)?.talks.unshift(row || local)
        );
    }

    /**
     * @param {ResPartner} partner
     * @param {Object} preference `kind`, `tag_id` or `text`, `source`, `here_only`
     * @param {String} name how it is called, until the server has answered
     * @returns {Promise<Boolean>} whether it is noted, or waits for the connection
     */
    async preference(partner, preference, name) {
        const local = {...preference, id: false, text: name, date: this.today, by: this.author};
        return this.keep(partner, "note_preference", preference, (row) =>
            this.known(partner)?.preferences.push(row || local)
        );
    }

    /**
     * Note what a guest must not eat. Never waits on this till: no connection, no note.
     *
     * @param {ResPartner} partner
     * @param {Object} values `tag_id` or `text`, `reason`, and the `consent`
     * @returns {Promise<Boolean>}
     */
    async forbidden(partner, values) {
        const args = [partner.id, this.pos.config.id];
        return this.direct(async (call) => {
            const row = await call("note_preference", [
                ...args,
                {uuid: uuidv4(), kind: "forbidden", source: "told", ...values},
            ]);
            this.known(partner)?.forbidden.push(row);
        });
    }

    async occasion(partner, values) {
        const args = [partner.id, this.pos.config.id, {uuid: uuidv4(), ...values}];
        return this.direct(async (call) => {
            const row = await call("note_occasion", args);
            const known = this.known(partner);
            if (known) {
                // A birthday is noted once: the new day takes the place of the old one.
                known.occasions = [...known.occasions.filter(({id}) => id !== row.id), row];
            }
        });
    }

    /** The guest says that it is still so. */
    async confirm(partner, row) {
        return this.direct(async (call) => {
            await call("confirm_preference", [row.id, this.pos.config.id]);
            Object.assign(row, {stale: false, date: this.today, told_on: this.today});
        });
    }

    async correct(partner, row, text) {
        return this.direct(async (call) => {
            const values = {uuid: uuidv4(), text};
            const fresh = await call("correct_preference", [row.id, this.pos.config.id, values]);
            Object.assign(row, {tag_id: false, text, stale: false}, fresh);
        });
    }

    /** The guest no longer wants the house to know what must not be eaten. */
    async withdraw(partner) {
        return this.direct(async (call) => {
            await call("withdraw_consent", [partner.id, this.pos.config.id]);
            const known = this.known(partner);
            if (known) {
                known.forbidden = [];
            }
        });
    }

    async remove(partner, kind, row) {
        const method = kind === "talks" ? "remove_talk" : "remove_preference";
        return this.direct(async (call) => {
            await call(method, [row.id, this.pos.config.id]);
            const known = this.known(partner);
            if (known) {
                known[kind] = known[kind].filter(({id}) => id !== row.id);
            }
        });
    }

    /** Save now, or when the connection is back; show it at once. */
    async keep(partner, method, values, show) {
        const uuid = uuidv4();
        const args = [partner.id, this.pos.config.id, {uuid, ...values}];
        try {
            const call = {uuid, model: MODEL, method, args};
            const {answer, waiting} = await this.pos.outbox.run(call);
            show(answer);
            if (waiting) {
                const message = _t("Noted on this till. It is sent when the connection is back.");
                this.pos.notification.add(message, {type: "info"});
            }
            return true;
        } catch (error) {
            return this.say(refusal(error));
        }
    }

    async direct(job) {
        const call = (method, args) => this.pos.data.orm.call(MODEL, method, args);
        try {
            if (this.pos.data.network.offline) {
                throw new ConnectionLostError();
            }
            await job(call);
            return true;
        } catch (error) {
            return this.say(
                error instanceof ConnectionLostError
                    ? _t("This needs a connection. Nothing was saved: please note it later.")
                    : refusal(error)
            );
        }
    }

    say(message) {
        this.pos.notification.add(message, {type: "danger"});
        return false;
    }
}
