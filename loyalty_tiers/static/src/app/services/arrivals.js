import {_t} from "@web/core/l10n/translation";
import {logPosMessage} from "@point_of_sale/app/utils/pretty_console_log";

/** Tells the other tills of the shop that somebody has come, and hears it from them. */
export class Arrivals {
    constructor(pos) {
        this.pos = pos;
    }

    /**
     * Best effort: without a connection the others are told nothing.
     *
     * @param {ResPartner} partner
     */
    async announce(partner) {
        const {data, config} = this.pos;
        const announced = partner.loyaltyTier?.announces_arrival && !partner.loyaltyIncognito;
        if (!announced || data.network.offline) {
            return;
        }
        try {
            const args = [config.id, partner.id, String(data.device?.identifier || "")];
            await data.orm.silent.call("pos.config", "announce_guest", args);
        } catch (error) {
            logPosMessage("Arrivals", "announce", "Not told", "", [error]);
        }
    }

    /**
     * @param {Object} arrival
     * @param {Number} arrival.tier_id
     * @param {String} arrival.name how the guest is called
     * @param {String} arrival.till where the guest is
     * @param {String} arrival.device the till's device that told it
     */
    hear({tier_id: tierId, name, till, device}) {
        const own = String(this.pos.data.device?.identifier || "");
        if ((device && device === own) || !this.pos.recognition.isOn) {
            return;
        }
        const title = this.pos.models["loyalty.tier"].get(tierId)?.name || "";
        const text = title
            ? _t("%(title)s %(name)s is here (%(till)s)", {title, name, till})
            : _t("%(name)s is here (%(till)s)", {name, till});
        this.pos.notification.add(text, {type: "info"});
    }
}
