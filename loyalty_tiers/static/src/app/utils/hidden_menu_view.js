const {DateTime} = luxon;

/**
 * Work out what guests may see of what is reserved.
 *
 * @param {Object} models of the till
 * @param {LoyaltyTierGate[]} gates
 * @param {Object[]} guests `id` and `tierId` of each who opens the menu
 * @returns {Object} `hidden` and `combos`: ids of dishes of which nothing shows;
 * `locked`: texts of teasers by id of the dish; `variants`: ids of closed ones; `menu`:
 * ids of reserved dishes that are open; `categories`: ids of those with nothing left
 */
export function lookAt(models, gates, guests) {
    const now = DateTime.now().toSeconds();
    const closed = gates.filter((gate) => !isOpen(gate, guests, now));
    const view = {
        hidden: new Set(),
        combos: new Set(),
        locked: new Map(),
        variants: new Set(closed.flatMap((gate) => gate.pos_product_ids)),
        menu: [],
        categories: new Set(),
    };
    for (const [id, shut] of shutBy(gates, closed)) {
        close(view, id, shut);
    }
    lookAtVariants(models, gates, closed, view);
    view.menu = [...new Set(view.menu)].filter(
        (id) => !view.hidden.has(id) && !view.locked.has(id)
    );
    lookAtCombos(models, view);
    lookAtCategories(models, view);
    return view;
}

/** @returns {Boolean} whether a gate is open now, to any of the guests */
export function isOpen(gate, guests, now) {
    return (
        guests.some(
            ({id, tierId}) => gate.pos_tier_ids.includes(tierId) || gate.pos_guest_ids.includes(id)
        ) && isHour(gate, now)
    );
}

function isHour({pos_openings: openings}, now) {
    return !openings || openings.some(([since, until]) => since <= now && now < until);
}

/** @returns {Map} closed gates by id of the dish; an empty list where all are open */
function shutBy(gates, closed) {
    const shut = new Map();
    for (const gate of gates) {
        for (const id of gate.pos_template_ids) {
            const before = shut.get(id) || [];
            shut.set(id, closed.includes(gate) ? [...before, gate] : before);
        }
    }
    return shut;
}

function close(view, id, shut) {
    if (!shut.length) {
        view.menu.push(id);
    } else if (shut.every((gate) => gate.mode === "teaser")) {
        view.locked.set(id, shut[0].pos_teaser);
    } else {
        view.hidden.add(id);
    }
}

/** A dish whose variants are all closed is closed; with one that is open it is open. */
function lookAtVariants(models, gates, closed, view) {
    for (const gate of gates) {
        for (const id of gate.pos_product_ids) {
            const dish = models["product.product"].get(id)?.product_tmpl_id;
            if (!dish) {
                continue;
            }
            if (dish.product_variant_ids.every((variant) => view.variants.has(variant.id))) {
                close(view, dish.id, closed.includes(gate) ? [gate] : []);
            } else if (!view.variants.has(id)) {
                view.menu.push(dish.id);
            }
        }
    }
}

/** A combo goes when there is no choice left for a part that it needs. */
function lookAtCombos(models, view) {
    if (!view.hidden.size && !view.locked.size && !view.variants.size) {
        return;
    }
    const isClosed = ({product_id: product}) =>
        view.variants.has(product?.id) ||
        view.hidden.has(product?.product_tmpl_id?.id) ||
        view.locked.has(product?.product_tmpl_id?.id);
    const empty = new Set(
        models["product.combo"]
            .filter(
                ({qty_free: needed, combo_item_ids: items}) =>
                    needed !== 0 && items.length && items.every(isClosed)
            )
            .map(({id}) => id)
    );
    if (empty.size) {
        models["product.template"]
            .filter((dish) => dish.combo_ids.some(({id}) => empty.has(id)))
            .forEach(({id}) => view.combos.add(id));
    }
}

/** A category goes with its last dish. */
function lookAtCategories(models, view) {
    const gone = [...view.hidden, ...view.combos];
    const dishes = models["product.template"].readMany(gone).filter(Boolean);
    const around = new Set(
        dishes.flatMap((dish) =>
            dish.pos_categ_ids.flatMap((category) => [category, ...category.allParents])
        )
    );
    for (const category of around) {
        const isGone = ({id, canBeDisplayed}) =>
            !canBeDisplayed || view.hidden.has(id) || view.combos.has(id);
        if (category.associatedProducts.every(isGone)) {
            view.categories.add(category.id);
        }
    }
}
