import {NameCard} from "@loyalty_tiers/app/components/name_card/name_card";
import {_t} from "@web/core/l10n/translation";
import {logPosMessage} from "@point_of_sale/app/utils/pretty_console_log";

/**
 * Print the name card of a guest: on the till's printer, or as the browser prints.
 *
 * @param {PosStore} pos
 * @param {ResPartner} partner
 * @returns {Promise<Boolean>} whether it was printed; the cashier was told if not
 */
export async function printNameCard(pos, partner) {
    try {
        const card = await pos.data.orm.call("res.partner", "loyalty_name_card", [
            [partner.id],
            pos.config.id,
        ]);
        learnCode(partner, card.code);
        await pos.printer.print(NameCard, {card}, {webPrintFallback: true});
        return true;
    } catch (error) {
        tell(pos, _t("The name card could not be printed."), error);
        return false;
    }
}

/**
 * Send a guest the name card by e-mail.
 *
 * @param {PosStore} pos
 * @param {ResPartner} partner
 * @returns {Promise<Boolean>} whether it is on its way; the cashier was told either way
 */
export async function sendNameCard(pos, partner) {
    try {
        const address = await pos.data.orm.call("res.partner", "loyalty_send_name_card", [
            [partner.id],
            pos.config.id,
        ]);
        pos.notification.add(_t("The name card is on its way to %s.", address), {
            type: "success",
        });
        return true;
    } catch (error) {
        tell(pos, _t("The name card could not be sent."), error);
        return false;
    }
}

/** What a scan finds from now on, also without a connection. */
function learnCode(partner, code) {
    const card = partner.loyalty_tier_card;
    if (card && card.code !== code) {
        partner.update({loyalty_tier_card: {...card, code}});
    }
}

/** Say what went wrong: as the server or the printer says it to a cashier, if they do. */
function tell(pos, message, error) {
    const refused = error?.data?.name?.startsWith("odoo.exceptions.") && error.data.message;
    pos.notification.add(refused || error?.body || message, {type: "warning"});
    logPosMessage("NameCard", "tell", message, "", [error]);
}
