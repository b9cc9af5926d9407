import {MAY_WAIT} from "@loyalty_tiers/app/services/outbox";
import {GuestKnowledge} from "@loyalty_tiers/app/services/guest_knowledge";
import {patch} from "@web/core/utils/patch";
import {refusal} from "@loyalty_tiers/app/services/guest_notes";
import {uuidv4} from "@point_of_sale/utils";

const MODEL = "loyalty.tier.knowledge";

// What a guest said is said, with or without a connection.
MAY_WAIT[MODEL].push("note_wish");

patch(GuestKnowledge.prototype, {
    /**
     * Takes what the server says of a guest; here also whether to ask for a consent.
     *
     * @override
     */
    take(partner, entry, said) {
        super.take(...arguments);
        const isWaiting = this.pos.outbox.calls.some(
            ({method, args}) => method === "note_wish" && args[0] === partner.id
        );
        entry.ask = !isWaiting && said.ask;
    },
});

/**
 * Note whether a guest wants to be written to, now or when the connection is back.
 *
 * @param {PosStore} pos
 * @param {ResPartner} partner
 * @param {Object} ask what was asked: its `channel`
 * @param {"yes"|"later"|"no"} answer
 */
export async function noteWish(pos, partner, {channel}, answer) {
    const uuid = uuidv4();
    const args = [partner.id, pos.config.id, {uuid, answer, channel}];
    const entry = pos.recognition.knowledge.entry(partner);
    if (entry) {
        entry.ask = false;
    }
    try {
        await pos.outbox.run({uuid, model: MODEL, method: "note_wish", args});
    } catch (error) {
        pos.notification.add(refusal(error), {type: "danger"});
    }
}
