import {Reactive} from "@web/core/utils/reactive";
import {browser} from "@web/core/browser/browser";
import {logPosMessage} from "@point_of_sale/app/utils/pretty_console_log";

const MODEL = "loyalty.tier.knowledge";
const PATIENCE = 3000; // milliseconds, until the card says that nothing could be loaded

// What the card can offer without a connection.
const NO_WORDS = {tags: [], phrases: [], occasion_kinds: [], treats: [], reasons: []};

/**
 * What the house knows of the guests who are being served, read from the server.
 *
 * Kept in memory and nowhere else: part of it is health and faith. It is on no record
 * of the till's models, because those go to the browser's database, and it is gone with
 * the guest's last open order.
 */
export class GuestKnowledge extends Reactive {
    constructor(pos) {
        super();
        this.pos = pos;
        this.guests = new Map();
        this.vocabulary = null;
        browser.addEventListener("pos-network-online", () => this.retry());
    }

    /**
     * @param {ResPartner} partner
     * @returns {Object|null} preferences, talks and all else that was read; null when
     * nothing was, or when the cashier may not know
     */
    of(partner) {
        return this.entry(partner)?.known || null;
    }

    /**
     * @param {ResPartner} partner
     * @returns {Object|undefined} `state` ("reading", "read" or "failed"), `known` as
     * `of` returns it, `due` the grants to serve
     */
    entry(partner) {
        return partner && this.guests.get(partner.id);
    }

    /**
     * Read a guest, in one call. What was read before stays until the answer is there.
     *
     * @param {ResPartner} partner
     * @returns {Promise<Object>} the entry
     */
    async read(partner) {
        if (!this.guests.has(partner.id)) {
            const fresh = {state: "reading", known: null, due: partner.loyaltyDue};
            this.guests.set(partner.id, fresh);
        }
        const entry = this.guests.get(partner.id);
        if (this.pos.data.network.offline) {
            entry.state = "failed";
            return entry;
        }
        entry.state = "reading";
        const timer = browser.setTimeout(() => {
            entry.state = "failed";
        }, PATIENCE);
        try {
            this.take(partner, entry, await this.ask(partner));
        } catch (error) {
            // A greeting is no reason to stop a sale; the card tells that it does not know.
            entry.state = "failed";
            logPosMessage("GuestKnowledge", "read", "Could not be loaded", "", [error]);
        }
        browser.clearTimeout(timer);
        return entry;
    }

    ask(partner, method = "read_guest") {
        return this.pos.data.orm.silent.call(MODEL, method, [
            partner.id,
            this.pos.config.id,
        ]);
    }

    /** The connection is back: read whom it was missing for. */
    async retry() {
        await this.pos.outbox.send(); // What was served meanwhile is not due any more.
        for (const [id, entry] of this.guests) {
            const partner = entry.state === "failed" && this.pos.models["res.partner"].get(id);
            if (partner) {
                this.read(partner);
            }
        }
    }

    take(partner, entry, said) {
        this.pos.recognition.learn(partner, said.card);
        entry.known = said.knowledge || null;
        const due = (said.due || partner.loyaltyDue).map((row) => ({...row}));
        // What waits to be sent has been done, whatever the server knows so far.
        entry.due = this.pos.outbox.settle(due);
        entry.state = "read";
    }

    /**
     * Read only what is due to a guest, such as the steps of the party after a sale.
     *
     * @param {ResPartner} partner
     * @returns {Promise<Object[]>} grants; nothing sensitive is opened
     */
    async readDue(partner) {
        const said = await this.ask(partner, "read_due");
        this.pos.recognition.learn(partner, said.card);
        return (said.due || []).map((row) => ({...row}));
    }

    /** Forget every guest who stands on no open order any more. */
    sweep() {
        const open = new Set(
            this.pos.models["pos.order"]
                .filter((order) => !order.finalized && order.partner_id)
                .map((order) => order.partner_id.id)
        );
        for (const id of [...this.guests.keys()]) {
            if (!open.has(id)) {
                this.guests.delete(id);
            }
        }
    }

    /**
     * @returns {Promise<Object>} tags, phrases, kinds of occasions and treats of the
     * house; empty ones without a connection
     */
    async words() {
        if (!this.vocabulary && !this.pos.data.network.offline) {
            try {
                const said = await this.pos.data.orm.silent.call(MODEL, "words", [
                    this.pos.config.id,
                ]);
                this.vocabulary = {...NO_WORDS, ...said};
            } catch (error) {
                logPosMessage("GuestKnowledge", "words", "Could not be loaded", "", [error]);
            }
        }
        return this.vocabulary || NO_WORDS;
    }
}
