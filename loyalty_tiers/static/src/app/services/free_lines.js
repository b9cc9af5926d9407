import {_t} from "@web/core/l10n/translation";

/**
 * Find the product of a perk, also one that the till has not loaded.
 *
 * @param {PosStore} pos
 * @param {Number} productId
 * @param {ResPartner} partner whom it is for
 * @returns {Promise<ProductProduct|undefined>} nothing when it is not sold here, or not
 * to this guest
 */
export async function findProduct(pos, productId, partner) {
    const loaded = () => {
        const product = pos.models["product.product"].get(productId);
        return product?.product_tmpl_id?.canBeDisplayed ? product : undefined;
    };
    if (!loaded() && productId && !pos.data.network.offline) {
        await pos.loadNewProducts([["product_variant_ids", "in", [productId]]]);
    }
    const found = loaded();
    const host = pos.getOrder()?.loyalty_tier_host_id;
    const order = {partner_id: partner, loyalty_tier_host_id: host};
    const isClosed = pos.hiddenMenu?.closes(order, found?.product_tmpl_id, found);
    return isClosed ? undefined : found;
}

/**
 * Find the order that a free product goes onto. A party is celebrated at the receipt,
 * when the guest's order is paid: what it gives goes onto another one.
 *
 * @param {PosStore} pos
 * @param {ResPartner} partner
 * @param {Boolean} needed whether to make one
 * @returns {PosOrder|undefined}
 */
export function orderForFree(pos, partner, needed) {
    const current = pos.getOrder();
    if (current && !current.finalized) {
        return current;
    }
    const open = pos.getOpenOrders().find((order) => order.partner_id?.id === partner.id);
    if (open || !needed) {
        return open;
    }
    const order = pos.createNewOrder({partner_id: partner});
    order.uiState.loyaltyTierGreeted = partner.id; // The guest is here already.
    return order;
}

/**
 * Put a free product on an order: at price zero, tied to its grant.
 *
 * @param {PosStore} pos
 * @param {PosOrder} order
 * @param {ProductProduct} product
 * @param {Number} grantId
 * @param {String} uuid of the serving; the line keeps it, to take it back by
 * @returns {Promise<PosOrderline>}
 */
export function addFreeLine(pos, order, product, grantId, uuid) {
    const values = {
        uuid,
        product_tmpl_id: product.product_tmpl_id,
        product_id: product,
        qty: 1,
        price_unit: 0,
        loyalty_tier_grant_id: grantId,
    };
    // No configurator: what is given was decided when the perk was made.
    return pos.addLineToOrder(values, order, {uiState: {loyaltyTierGrantId: grantId}}, false);
}

/** @returns {String} why a product cannot be given at this till */
export function notSoldHere(name) {
    return _t("%s is not sold at this till. It stays due to the guest.", name);
}

/** @returns {String} where the free product is, when the cashier does not see it */
export function onAnotherOrder(name) {
    return _t("%s is on another open order of the guest, at price zero.", name);
}
