import {generateQRCodeDataUrl} from "@point_of_sale/utils";

const BYTES = 16;
const SIZE = 150; // pixels

/**
 * A key that nobody can guess, unlike the uuids of an order, which `Math.random` makes.
 *
 * @returns {String} 32 hexadecimal digits
 */
export function makeKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @returns {Boolean} whether the guest of a sale is invited to join and draw */
export function invites(order) {
    const {config, partner_id: partner, isRefund} = order;
    return Boolean(config.loyalty_tier_draw_invitation) && !partner && !isRefund;
}

/** @returns {String} where the guest joins */
export function joinUrl(order) {
    return `${order.config._base_url}/loyalty/join/${order.loyalty_tier_draw_token}`;
}

/**
 * What receipt and customer display show of the draw.
 *
 * @param {PosOrder} order paid
 * @returns {Object|null} `text` and `code`, a picture; nothing for who is known
 */
export function invitation(order) {
    if (!order.finalized || !order.loyalty_tier_draw_token || !invites(order)) {
        return null;
    }
    const size = {width: SIZE, height: SIZE};
    return {
        text: order.config.loyalty_tier_draw_invitation,
        code: generateQRCodeDataUrl(joinUrl(order), size),
    };
}
