/** Notes for the kitchen are lists of `{text, colorIndex}`, kept as text. */

// The key of a note that the till wrote by itself: it goes when the guest goes, is
// never shown to the guest, and leaves the order when its time is over.
export const MARK = "loyalty_tiers";

/**
 * @param {String} [text] as on an order or a line
 * @returns {Object[]|null} the notes; null for a text that is no list of notes
 */
export function readNotes(text) {
    try {
        const notes = JSON.parse(text || "[]");
        return Array.isArray(notes) ? notes : null;
    } catch {
        return null;
    }
}

/** @returns {Boolean} whether the till wrote it by itself */
export function isOwn(note) {
    return Boolean(note && typeof note === "object" && MARK in note);
}

/**
 * @param {String} [text]
 * @returns {String} the same without what the till wrote by itself
 */
export function withoutOwn(text) {
    const notes = readNotes(text);
    return notes?.some(isOwn) ? JSON.stringify(notes.filter((note) => !isOwn(note))) : text;
}

/**
 * @param {String} [text]
 * @param {Object[]} added notes; those that are there already are not added again
 * @returns {String}
 */
export function withNotes(text, added) {
    const notes = readNotes(text) || [];
    const texts = new Set(notes.map((note) => note.text));
    const fresh = added.filter((note) => !texts.has(note.text));
    return fresh.length ? JSON.stringify([...notes, ...fresh]) : text;
}

/**
 * The host's editor knows texts only: mark again what was the till's own before.
 *
 * @param {String} edited notes as the staff left them
 * @param {String} [before]
 * @returns {String}
 */
export function keepMarks(edited, before) {
    const own = (readNotes(before) || []).filter(isOwn);
    const notes = own.length ? readNotes(edited) : null;
    return notes
        ? JSON.stringify(notes.map((note) => own.find((o) => o.text === note.text) || note))
        : edited;
}
