import {MARK, isOwn, readNotes} from "@loyalty_tiers/app/utils/own_notes";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";

const PATIENCE = 2500; // milliseconds that a ticket waits for what is not loaded yet
const FOR_THE_KITCHEN = ["avoids", "likes", "size", "service"];

/**
 * Tells the kitchen what the guest of an order likes, avoids and must not eat.
 *
 * House codes go into the order's internal note: they mean nothing to outsiders, and
 * other tills print them too. What a guest must not eat is put onto the ticket while it
 * is printed, from memory: orders lie in the browser's database and on the server for
 * ever, and the QR menu reads their notes.
 */
export class KitchenNotes {
    constructor(pos) {
        this.pos = pos;
        this.warned = new Map(); // By order: what the kitchen was warned of.
    }

    entry(order) {
        return this.pos.recognition?.knowledge.entry(order?.partner_id);
    }

    /**
     * Keep the codes on an open order those of its guest.
     *
     * @param {PosOrder} order
     */
    refresh(order) {
        const notes = readNotes(order.internal_note);
        if (!notes || order.finalized || order.isRefund) {
            return;
        }
        const isRead = this.entry(order)?.state === "read";
        const codes = isRead ? this.codes(order) : this.codesSoFar(order, notes);
        const text = JSON.stringify([...notes.filter((note) => !isOwn(note)), ...codes]);
        if (text !== JSON.stringify(notes)) {
            order.setInternalNote(text);
        }
        if (isRead) {
            this.tellLate(order);
        }
    }

    /** @returns {Object[]} notes that hold while nothing new is known */
    codesSoFar(order, notes) {
        const guest = order.partner_id?.id;
        return notes.filter((note) => isOwn(note) && note[MARK] === guest);
    }

    /** @returns {Object[]} a note for each code of the guest */
    codes(order) {
        const guest = order.partner_id;
        const known = this.entry(order)?.known;
        const rows = (known?.preferences || []).filter(
            (row) => row.code && FOR_THE_KITCHEN.includes(row.kind)
        );
        const texts = rows.map(
            (row) =>
                row.code + (row.kind === "likes" ? "+" : "") + (row.source === "guessed" ? "?" : "")
        );
        return [...new Set(texts)].map((text) => ({text, colorIndex: 0, [MARK]: guest.id}));
    }

    /**
     * @param {PosOrder} order
     * @returns {String[]} what the guest must not eat, for the kitchen; a line that says
     * so when it is not known
     */
    warnings(order) {
        if (!order.partner_id) {
            return [];
        }
        const entry = this.entry(order);
        if (entry?.state !== "read" || !entry.known) {
            return [String(_t("?? MUST NOT EAT: not known at this till, ask the guest"))];
        }
        return entry.known.forbidden.map((row) =>
            String(
                _t("!! NO %(thing)s (%(reason)s: ask)", {
                    thing: row.text.toLocaleUpperCase(),
                    reason: row.reason_text || _t("must not eat"),
                })
            )
        );
    }

    /**
     * Wait, not for long, until what the ticket says of the guest is loaded.
     *
     * @param {PosOrder} order
     */
    async prepare(order) {
        const {knowledge} = this.pos.recognition;
        if (!order.partner_id || this.entry(order)?.state === "read") {
            return;
        }
        const late = new Promise((resolve) => browser.setTimeout(resolve, PATIENCE));
        await Promise.race([knowledge.read(order.partner_id), late]);
    }

    /** What a ticket says of the guest, above the dishes. */
    forTicket(order) {
        const notes = readNotes(order.internal_note) || [];
        const warnings = this.warnings(order);
        this.warned.set(order.uuid, warnings.join());
        return {codes: notes.filter(isOwn).map((note) => note.text), warnings};
    }

    /**
     * The kitchen is cooking already when we learn what the guest must not eat.
     *
     * @param {PosOrder} order
     */
    tellLate(order) {
        const isCooking = Object.keys(order.last_order_preparation_change?.lines || {}).length;
        const warnings = this.warnings(order).join();
        if (!isCooking || !this.entry(order).known?.forbidden.length) {
            return;
        }
        if (this.warned.get(order.uuid) === warnings) {
            return;
        }
        this.warned.set(order.uuid, warnings);
        this.pos.notification.add(_t("The kitchen is cooking for this guest already."), {
            title: warnings,
            type: "danger",
            sticky: true,
            buttons: [{name: _t("Print for the kitchen"), onClick: () => this.printWarning(order)}],
        });
    }

    async printWarning(order) {
        const change = {
            new: [],
            cancelled: [],
            noteUpdate: order.lines.map((line) => ({product_id: line.getProduct().id})),
            noteUpdateTitle: _t("READ THIS"),
            printNoteUpdateData: false,
        };
        await this.pos.printChanges(order, [change]);
    }
}
