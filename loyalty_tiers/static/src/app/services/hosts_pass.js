import {PartnerList} from "@point_of_sale/app/screens/partner_list/partner_list";
import {_t} from "@web/core/l10n/translation";
import {makeAwaitable} from "@point_of_sale/app/utils/make_awaitable_dialog";

/**
 * Let a guest at the table open the hidden menu for everybody at it, or end that.
 *
 * @param {PosStore} pos
 * @param {PosOrder} order it stays with the order, at whatever till, and ends with it
 * @returns {Promise<Boolean>} whether the order has a host now
 */
export async function chooseHost(pos, order) {
    if (order.loyalty_tier_host_id) {
        setHost(pos, order, 0);
        return false;
    }
    const host = await makeAwaitable(pos.dialog, PartnerList, {partner: null});
    if (!host) {
        return false;
    }
    const before = pos.hiddenMenu.view(order).menu.length;
    const opened = pos.hiddenMenu.view({
        partner_id: order.partner_id,
        loyalty_tier_host_id: host.id,
    }).menu.length;
    if (opened <= before) {
        pos.notification.add(_t("%s opens nothing more on the menu.", host.loyaltyCalled), {
            type: "info",
        });
        return false;
    }
    setHost(pos, order, host.id);
    return true;
}

function setHost(pos, order, id) {
    order.loyalty_tier_host_id = id;
    pos.addPendingOrder([order.id]);
}

/**
 * An order from another till may name a host whom this one has not loaded.
 *
 * @param {PosStore} pos
 * @param {PosOrder} [order]
 */
export async function loadHost(pos, order) {
    const id = pos.config.loyalty_tier_hosts_pass && order?.loyalty_tier_host_id;
    const isMissing = id && !pos.models["res.partner"].get(id);
    if (isMissing && !pos.data.network.offline) {
        await pos.data.read("res.partner", [id]);
    }
}
