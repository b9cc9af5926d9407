/**
 * Say whether a dish of the usual order can be had at this till now.
 *
 * @param {PosStore} pos
 * @param {Object} row `product_id`, `product_tmpl_id`
 * @returns {Boolean}
 */
export function isSoldHere(pos, row) {
    const template = pos.models["product.template"].get(row.product_tmpl_id);
    const product = pos.models["product.product"].get(row.product_id);
    // A combo has parts of its own choice, a variant may have been taken off the menu.
    return Boolean(template?.canBeDisplayed && (product || template.isCombo()));
}

/**
 * Say whether a dish of the usual order is reserved for others by now: nothing of it
 * shows, for the guest would be asked about something that is not on the menu.
 *
 * @param {PosStore} pos
 * @param {Object} row `product_id`, `product_tmpl_id`
 * @returns {Boolean}
 */
export function isHidden(pos, row) {
    const template = {id: row.product_tmpl_id};
    return Boolean(pos.hiddenMenu?.closes(pos.getOrder(), template, {id: row.product_id}));
}

/**
 * Add a dish as the guest takes it, options included.
 *
 * The till's configurator opens only where it has to: for a combo, and where an option
 * is no longer offered or has to be written down.
 *
 * @param {PosStore} pos
 * @param {Object} row of the usual order
 * @returns {Promise<PosOrderline|undefined>}
 */
export async function addUsual(pos, row) {
    const template = pos.models["product.template"].get(row.product_tmpl_id);
    const values = {product_tmpl_id: template};
    if (template.isCombo()) {
        return pos.addLineToCurrentOrder(values);
    }
    values.product_id = pos.models["product.product"].get(row.product_id);
    values.qty = row.qty || 1;
    if (template.isConfigurable()) {
        const payload = options(template, values.product_id, row.attribute_value_ids || []);
        if (payload) {
            // The configurator adds this itself; without it, it would be left out.
            values.payload = payload;
        }
    }
    return pos.addLineToCurrentOrder(values);
}

/** The answer that the configurator would give; nothing when it has to be asked. */
function options(template, product, chosenIds) {
    const ids = new Set([
        ...chosenIds,
        ...product.product_template_variant_value_ids.map(({id}) => id),
    ]);
    const lines = template.attribute_line_ids;
    const chosen = lines.flatMap((line) =>
        line.product_template_value_ids.filter(({id}) => ids.has(id))
    );
    const answered = lines.every(
        (line) =>
            line.attribute_id.display_type === "multi" ||
            line.product_template_value_ids.some(({id}) => ids.has(id))
    );
    const offered = chosenIds.every((id) => chosen.some((value) => value.id === id));
    if (!answered || !offered || chosen.some((value) => value.is_custom)) {
        return undefined;
    }
    return {
        attribute_value_ids: chosen.map(({id}) => id),
        attribute_custom_values: [],
        price_extra: chosen
            .filter((value) => value.attribute_id.create_variant === "no_variant")
            .reduce((sum, value) => sum + value.price_extra, 0),
    };
}
