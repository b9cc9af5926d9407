import {browser} from "@web/core/browser/browser";
import {logPosMessage} from "@point_of_sale/app/utils/pretty_console_log";

const MODEL = "loyalty.tier.gate";
const CHANNEL = "LOYALTY_TIERS_GATES";
const LONGEST = 3600; // seconds until the clock is looked at again

const {DateTime} = luxon;

/**
 * Keeps what is reserved fresh: at the start, when the server says so, and when an
 * opening begins or ends. Without a connection the till goes by what it knows.
 */
export class GateNews {
    constructor(pos) {
        this.pos = pos;
        this.reading = null;
        pos.data.connectWebSocket(CHANNEL, () => this.read());
        browser.addEventListener("pos-network-online", () => this.read());
        this.wait();
    }

    /** Fetch the gates; who asks twice while it is underway has it read once more. */
    async read() {
        if (this.pos.data.network.offline) {
            return;
        }
        if (this.reading) {
            this.again = true;
            return this.reading;
        }
        this.reading = this.fetch();
        await this.reading;
        this.reading = null;
        if (this.again) {
            this.again = false;
            await this.read();
        }
    }

    async fetch() {
        try {
            const {orm} = this.pos.data;
            this.take(await orm.silent.call(MODEL, "till_gates", [this.pos.config.id]));
        } catch (error) {
            logPosMessage("GateNews", "read", "The hidden menu is not fresh", "", [error]);
        }
    }

    /** @param {Object[]} rows all gates that reserve something at this till */
    take(rows) {
        const {data, models, hiddenMenu} = this.pos;
        const fresh = new Set(rows.map(({id}) => id));
        const gone = models[MODEL].filter(({id}) => !fresh.has(id));
        const ids = gone.map(({id}) => id);
        models.connectNewData({[MODEL]: rows});
        gone.forEach((gate) => gate.delete({silent: true}));
        data.indexedDB?.delete(MODEL, ids);
        data.synchronizeServerDataInIndexedDB({[MODEL]: rows});
        hiddenMenu.renew();
        this.wait();
    }

    /** Wake up when the next opening begins or ends. */
    wait() {
        browser.clearTimeout(this.timer);
        const now = DateTime.now().toSeconds();
        const ahead = this.pos.hiddenMenu.gates
            .flatMap((gate) => gate.pos_openings || [])
            .flat()
            .filter((moment) => moment > now);
        if (ahead.length) {
            const seconds = Math.min(Math.min(...ahead) - now, LONGEST);
            this.timer = browser.setTimeout(() => this.wake(), seconds * 1000 + 50);
        }
    }

    wake() {
        this.pos.hiddenMenu.renew();
        this.wait();
        this.read(); // Days further ahead have come into sight.
    }
}
