/**
 * What this device sees only because of the card that a guest has shown. Kept in memory:
 * it goes when the page is loaded again, and is never written to the disk.
 */
const opened = { card: false, products: new Set() };

/** Remember that a card is open, and which products are there because of it. */
export function remember(products) {
    opened.card = true;
    for (const product of products) {
        opened.products.add(product.id);
    }
}

/** Tell whether a card has been opened since the page was loaded. */
export function isCardOpen() {
    return opened.card;
}

/** Tell whether a line of an order names something that others may not see. */
export function isOpened(line) {
    const lines = [line, line.combo_parent_id, ...(line.combo_line_ids || [])];
    return lines.some((one) => one && opened.products.has(one.product_id?.id));
}
