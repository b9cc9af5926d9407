import {
    addFreeLine,
    findProduct,
    notSoldHere,
    onAnotherOrder,
    orderForFree,
} from "@loyalty_tiers/app/services/free_lines";
import {_t} from "@web/core/l10n/translation";
import {askManager} from "@loyalty_tiers/app/services/ask_manager";
import {refusal} from "@loyalty_tiers/app/services/guest_notes";
import {uuidv4} from "@point_of_sale/utils";

const MODEL = "loyalty.tier.grant";
const OPEN = ["due", "postponed", "asked"];

/** Serves what is due to guests. Whether it may be served, the server says. */
export class PerkService {
    constructor(pos) {
        this.pos = pos;
        this.underway = new Map();
    }

    /**
     * Serve a grant. A second tap while the first is underway is the first.
     *
     * @param {ResPartner} partner
     * @param {Object} row the grant, as `read_guest` tells it; is marked when served
     * @returns {Promise<void>}
     */
    serve(partner, row) {
        return this.once(row, async () => {
            if (!OPEN.includes(row.state)) {
                return;
            }
            row.uuid ||= uuidv4();
            const product = row.kind === "product" && (await findProduct(this.pos, row.product_id, partner));
            if (row.kind === "product" && !product) {
                this.say(notSoldHere(row.name), "warning");
                return;
            }
            const order = orderForFree(this.pos, partner, Boolean(product));
            const send = (approve) => {
                const about = {uuid: row.uuid, order_uuid: order?.uuid || false, approve};
                const args = [row.id, this.pos.config.id, about];
                return this.pos.outbox.run({uuid: row.uuid, model: MODEL, method: "serve", args});
            };
            const served = await this.settled(send, row);
            if (served) {
                this.mark(partner, row, served);
                if (product && served.state === "served") {
                    await addFreeLine(this.pos, order, product, row.id, row.uuid);
                    order === this.pos.getOrder() || this.say(onAnotherOrder(row.name), "info");
                }
            }
        });
    }

    /**
     * Give a treat on the staff's own discretion.
     *
     * @param {ResPartner} partner
     * @param {Object} treat `perk_id`, `name`, `product_id`, as the words of the house tell
     * @param {String} reason
     * @returns {Promise<Boolean>} whether it was given
     */
    async treat(partner, treat, reason) {
        let given = false;
        await this.once(treat, async () => {
            treat.uuid ||= uuidv4();
            const {product_id: productId} = treat;
            const product = productId && (await findProduct(this.pos, productId, partner));
            if (productId && !product) {
                this.say(notSoldHere(treat.name), "warning");
                return;
            }
            const order = orderForFree(this.pos, partner, Boolean(product));
            const send = async (approve) => {
                const about = {uuid: treat.uuid, reason, order_uuid: order?.uuid || false, approve};
                const args = [partner.id, treat.perk_id, this.pos.config.id, about];
                return {answer: await this.pos.data.orm.call(MODEL, "give_treat", args)};
            };
            const answer = await this.settled(send, treat);
            given = answer?.state === "served";
            if (given && product) {
                await addFreeLine(this.pos, order, product, answer.id, treat.uuid);
            }
            if (given) {
                treat.uuid = undefined; // The next one is another treat.
                this.pos.recognition.knowledge.vocabulary = null; // Less is left to give.
                this.say(_t("%s is given.", treat.name), "success");
            }
        });
        return given;
    }

    /** Leave a grant for the next visit. */
    async postpone(partner, row) {
        await this.once(row, async () => {
            const args = [row.id, this.pos.config.id];
            await this.pos.outbox.run({uuid: uuidv4(), model: MODEL, method: "postpone", args});
            row.state = "later";
            this.forgetLocally(partner, row);
        });
    }

    /**
     * The line of a free product was removed: the grant is due again.
     *
     * @param {Object} line as `aboutFreeLine` tells it
     */
    async takeBack({uuid, id, partner}) {
        const entry = this.pos.recognition.knowledge.entry(partner);
        const row = entry?.due.find((due) => due.id === id);
        if (row) {
            Object.assign(row, {state: "due", uuid: undefined, by: "", on: ""});
        }
        if (this.pos.outbox.drop(uuid)) {
            return; // The server has never heard of it.
        }
        const args = [id, this.pos.config.id, uuid];
        try {
            await this.pos.outbox.run({uuid: uuidv4(), model: MODEL, method: "take_back", args});
        } catch (error) {
            this.say(refusal(error), "warning");
        }
    }

    /** Let nothing be served twice at once, and tell when it was refused. */
    once(row, job) {
        const key = row.id || row.perk_id;
        if (!this.underway.has(key)) {
            row.busy = true;
            const done = job()
                .catch((error) => this.say(refusal(error), "danger"))
                .finally(() => {
                    row.busy = false;
                    this.underway.delete(key);
                });
            this.underway.set(key, done);
        }
        return this.underway.get(key);
    }

    /**
     * Ask the server, and a manager where it wants one.
     *
     * @returns {Promise<Object|undefined>} the answer when it is served, now or before
     */
    async settled(send, row) {
        let {answer, waiting} = await send(false);
        if (waiting) {
            const on = luxon.DateTime.utc().toFormat("yyyy-MM-dd HH:mm:ss");
            return {state: "served", by: this.pos.getCashier()?.name, on};
        }
        if (answer.state === "ask_manager") {
            if (!(await askManager(this.pos, answer.message))) {
                return undefined;
            }
            ({answer} = await send(true));
        }
        switch (answer.state) {
            case "served":
                answer.message && this.say(answer.message, "warning");
                return answer;
            case "already":
                this.say(answer.message || _t("%s had been served already.", row.name), "warning");
                return answer;
            case "gone":
                row.state = "gone";
        }
        this.say(answer.message || _t("%s cannot be served now.", row.name), "warning");
        return undefined;
    }

    mark(partner, row, {by, on}) {
        Object.assign(row, {state: "served", by, on});
        this.forgetLocally(partner, row);
    }

    /** What the till has loaded of the guest no longer offers it. */
    forgetLocally(partner, row) {
        const card = partner.loyalty_tier_card;
        if (card?.due) {
            const due = card.due.filter(({id}) => id !== row.id);
            partner.update({loyalty_tier_card: {...card, due}});
        }
    }

    say(message, type) {
        this.pos.notification.add(message, {type});
    }
}
