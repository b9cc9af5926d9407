import {logPosMessage} from "@point_of_sale/app/utils/pretty_console_log";

/**
 * Find the guests whom a number, a code or an e-mail names, through the server's
 * indexes. Who is found is loaded.
 *
 * @param {PosStore} pos
 * @param {String} text as it was typed or scanned
 * @returns {Promise<ResPartner[]>} none without a connection: Odoo's own search says so
 */
export async function findGuests(pos, text) {
    if (pos.data.network.offline) {
        return [];
    }
    try {
        const found = await pos.data.callRelated(
            "res.partner",
            "loyalty_find_guest",
            [pos.config.id, text],
            {},
            false
        );
        return found["res.partner"] || [];
    } catch (error) {
        logPosMessage("GuestFinder", "findGuests", "Odoo's own search is left", "", [error]);
        return [];
    }
}

/**
 * @param {String} text what was typed so far
 * @returns {Boolean} whether it names somebody already, so that nobody has to press Enter
 */
export function namesSomebody(text) {
    const digits = text.normalize("NFKC").replace(/[\s+().\-/‐-―ー−]/g, "");
    return /^\d{9,15}$/.test(digits) || /^\S+@\S+\.\S{2,}$/.test(text.trim());
}

/**
 * A stored number as a guest says it: "090..." for "+81 90...". The length of the
 * country's code is not known here, so there is one form for each length.
 *
 * @param {String} [phone]
 * @returns {String[]}
 */
export function spokenNumbers(phone) {
    const digits = (phone || "").replace(/\D/g, "");
    return (phone || "").trim().startsWith("+")
        ? [1, 2, 3].map((length) => `0${digits.slice(length)}`)
        : [];
}
