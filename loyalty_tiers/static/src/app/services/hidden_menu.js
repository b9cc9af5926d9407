import {markRaw, toRaw} from "@odoo/owl";
import {Reactive} from "@web/core/utils/reactive";
import {lookAt} from "@loyalty_tiers/app/utils/hidden_menu_view";

const menus = new WeakMap();

/** @returns {HiddenMenu|undefined} of the till that these models belong to */
export function hiddenMenuOf(models) {
    return menus.get(toRaw(models));
}

/**
 * What of the menu is hidden from the guest of an order: a look-up in what the server
 * has sent, and no rule.
 *
 * What an order shows is worked out once for each guest and state of the gates; a till
 * asks at each redraw.
 */
export class HiddenMenu extends Reactive {
    constructor(pos) {
        super();
        this.pos = pos;
        this.version = 0; // Counts up when the gates change, or one opens or closes.
        this.shown = false; // Whether the grid shows the hidden menu alone.
        this.views = markRaw(new Map());
        menus.set(toRaw(pos.models), this);
    }

    get gates() {
        return this.pos.models["loyalty.tier.gate"].getAll();
    }

    /** Forget what was worked out: something has changed. */
    renew() {
        this.views.clear();
        this.version++;
    }

    /**
     * Who opens the hidden menu for an order: its guest, and the host of the table.
     *
     * @param {PosOrder} [order]
     * @returns {ResPartner[]}
     */
    guests(order) {
        return [order?.partner_id, this.host(order)].filter(Boolean);
    }

    /** @returns {ResPartner|undefined} whose pass opens it for the whole table */
    host(order) {
        const id = this.pos.config.loyalty_tier_hosts_pass && order?.loyalty_tier_host_id;
        return id ? this.pos.models["res.partner"].get(id) : undefined;
    }

    /**
     * What an order may see.
     *
     * @param {PosOrder} [order]
     * @returns {Object} see `lookAt`
     */
    view(order) {
        const {models} = this.pos;
        const guests = this.guests(order).map((guest) => ({
            id: guest.id,
            tierId: guest.loyalty_tier_card?.tier_id,
        }));
        const loaded = ["product.template", "product.product", "product.combo.item"];
        const key = JSON.stringify([
            this.version,
            guests,
            ...loaded.map((model) => models[model].length),
        ]);
        if (!this.views.has(key)) {
            this.views.set(key, markRaw(lookAt(toRaw(models), this.gates, guests)));
        }
        return this.views.get(key);
    }

    /**
     * Whether the guest of an order may not have a dish.
     *
     * @param {PosOrder} [order]
     * @param {ProductTemplate} [dish]
     * @param {ProductProduct} [product] the variant, where it is known
     * @returns {Boolean}
     */
    closes(order, dish, product) {
        const view = this.view(order);
        return (
            view.hidden.has(dish?.id) ||
            view.locked.has(dish?.id) ||
            view.combos.has(dish?.id) ||
            view.variants.has(product?.id)
        );
    }

    /** Whether a line is of something that a gate closes to the guest of its order. */
    closesLine(order, {product_id: product}) {
        const view = this.view(order);
        const dish = product.product_tmpl_id?.id;
        return view.hidden.has(dish) || view.locked.has(dish) || view.variants.has(product.id);
    }

    /** @returns {LoyaltyTierGate[]} that reserve a product, whoever may have it */
    gatesOf(product) {
        const dish = product.product_tmpl_id?.id;
        return this.gates.filter(
            (gate) =>
                gate.pos_template_ids.includes(dish) || gate.pos_product_ids.includes(product.id)
        );
    }

    /** @returns {String|undefined} what a locked card says */
    lockText(order, dish) {
        const view = this.view(order);
        return view.hidden.has(dish?.id) ? undefined : view.locked.get(dish?.id);
    }

    /** @returns {ProductTemplate[]} what is reserved, and open to this order now */
    dishes(order) {
        const {models, config} = this.pos;
        const ids = config.iface_available_categ_ids.map(({id}) => id);
        return models["product.template"]
            .readMany(this.view(order).menu)
            .filter(
                (dish) =>
                    dish?.canBeDisplayed &&
                    (!ids.length || dish.pos_categ_ids.some(({id}) => ids.includes(id)))
            )
            .sort((a, b) => a.name.localeCompare(b.name));
    }

    /** @returns {Boolean} whether all dishes of a category are hidden */
    hidesCategory(order, category) {
        return this.view(order).categories.has(category.id);
    }
}
