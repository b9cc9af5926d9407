import {DishQuestion} from "@loyalty_tiers/app/components/popups/dish_question/dish_question";
import {MARK} from "@loyalty_tiers/app/utils/own_notes";
import {_t} from "@web/core/l10n/translation";
import {formatList} from "@web/core/l10n/utils";
import {makeAwaitable} from "@point_of_sale/app/utils/make_awaitable_dialog";

/**
 * Asks before a dish is ordered that meets what the guest avoids or must not eat.
 *
 * Asks from what the till has in memory, once per dish, guest and order. The answer goes
 * onto the line for the kitchen; what a guest must not eat is not named there, for lines
 * are kept: the ticket's warning names it.
 */
export class DishCheck {
    constructor(pos) {
        this.pos = pos;
        this.answers = new Map(); // In memory: the questions say too much to be kept.
        this.told = new Set();
    }

    /**
     * @param {PosOrder} order
     * @param {ProductTemplate|Number} dish
     * @returns {Object[]} preferences that it meets, as the server sent them
     */
    met(order, dish) {
        const partner = order?.partner_id;
        const known = partner && this.pos.recognition?.knowledge?.of(partner);
        const ids = known?.avoided?.[dish?.id ?? dish];
        if (!ids?.length || order.isRefund) {
            return [];
        }
        const forbidden = known.forbidden.map((row) => ({...row, kind: "forbidden"}));
        return [...forbidden, ...known.preferences].filter((row) => ids.includes(row.id));
    }

    /**
     * Ask what to do with a dish, unless that was answered before.
     *
     * @param {PosOrder} order
     * @param {ProductTemplate} dish
     * @param {Object[]} met what speaks against it
     * @returns {Promise<Object[]|null>} notes for the line; null: it is not ordered
     */
    async ask(order, dish, met) {
        const key = `${order.uuid}:${order.partner_id.id}:${dish.id}`;
        if (!this.answers.has(key)) {
            const answer = await makeAwaitable(this.pos.dialog, DishQuestion, {
                dish: dish.display_name || dish.name,
                ...this.sentences(order.partner_id, met),
            });
            if (!answer) {
                return null;
            }
            this.answers.set(key, answer);
        }
        return this.notes(this.answers.get(key), met);
    }

    /** @returns {Object} `avoids` and `forbidden`, each a sentence or nothing */
    sentences(partner, met) {
        const {forbidden, avoided} = this.sorted(met);
        const guest = partner.loyaltyCalled;
        const why = [...new Set(forbidden.map((row) => row.reason_text).filter(Boolean))];
        return {
            forbidden: forbidden.length
                ? _t("%(guest)s must not eat: %(things)s. Ask the guest before you order it.", {
                      guest,
                      things: this.named(forbidden) + (why.length ? ` (${why.join(", ")})` : ""),
                  })
                : undefined,
            avoids: avoided.length
                ? _t("%(guest)s avoids: %(things)s. Order it all the same?", {
                      guest,
                      things: this.named(avoided),
                  })
                : undefined,
        };
    }

    notes(answer, met) {
        const {forbidden, avoided} = this.sorted(met);
        const without = answer === "without";
        const things = this.named(avoided);
        const texts = [];
        if (forbidden.length) {
            texts.push(without ? _t("without it, see the warning") : _t("as it is, the guest was asked"));
        }
        if (avoided.length) {
            texts.push(without ? _t("no %s", things) : _t("%s is fine today", things));
        }
        return texts.map((text) => ({text: String(text), colorIndex: 0, [MARK]: 1}));
    }

    sorted(met) {
        return {
            forbidden: met.filter((row) => row.kind === "forbidden"),
            avoided: met.filter((row) => row.kind !== "forbidden"),
        };
    }

    named(rows) {
        return formatList(rows.map((row) => row.text));
    }

    /**
     * A guest came onto an order that has dishes already: tell which of them they do
     * not want. Once per guest and order.
     *
     * @param {PosOrder} order
     */
    onGuestKnown(order) {
        const key = `${order.uuid}:${order.partner_id.id}`;
        if (this.told.has(key) || order.finalized) {
            return;
        }
        this.told.add(key);
        for (const line of order.lines) {
            const dish = line.product_id?.product_tmpl_id;
            const met = this.met(order, dish);
            if (met.length && !this.answers.has(`${key}:${dish.id}`)) {
                const {forbidden, avoids} = this.sentences(order.partner_id, met);
                this.pos.notification.add(forbidden || avoids, {
                    title: _t("%s is on the order", dish.display_name || dish.name),
                    type: "warning",
                    sticky: true,
                });
            }
        }
    }
}
