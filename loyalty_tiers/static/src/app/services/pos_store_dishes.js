import {DishCheck} from "@loyalty_tiers/app/services/dish_check";
import {PosStore} from "@point_of_sale/app/services/pos_store";
import {batched} from "@web/core/utils/timing";
import {effect} from "@web/core/utils/reactive";
import {patch} from "@web/core/utils/patch";
import {withNotes} from "@loyalty_tiers/app/utils/own_notes";

patch(PosStore.prototype, {
    /** @override */
    async setup() {
        await super.setup(...arguments);
        this.dishCheck = new DishCheck(this);
        const onKnown = batched((pos) => {
            const order = pos.getOrder();
            const entry = pos.recognition?.knowledge.entry(order?.partner_id);
            if (entry?.state === "read") {
                this.dishCheck.onGuestKnown(order);
            }
        });
        effect(onKnown, [this]);
    },

    /**
     * Every dish comes onto an order here, from the grid, a scan or another screen.
     *
     * @override
     */
    async addLineToOrder(vals, order, opts, configure) {
        const dish = this.dishOf(vals);
        const met = vals.qty < 0 ? [] : this.dishCheck?.met(order, dish) || [];
        let values = vals;
        if (met.length) {
            const notes = await this.dishCheck.ask(order, dish, met);
            if (!notes) {
                this.giveBack(vals, order);
                return;
            }
            values = {...vals, note: withNotes(vals.note, notes)};
        }
        const line = await super.addLineToOrder(values, order, opts, configure);
        return line?.combo_line_ids?.length ? await this.checkCombo(line, order) : line;
    },

    /** What is not ordered after all was not served either. */
    giveBack({uuid, loyalty_tier_grant_id: id}, order) {
        if (id) {
            this.perks.takeBack({uuid, id, partner: order.partner_id});
        }
    },

    dishOf({product_tmpl_id: dish, product_id: product}) {
        const found = dish ?? product?.product_tmpl_id;
        return typeof found === "number" ? this.models["product.template"].get(found) : found;
    },

    /**
     * What a combo is made of is known only when it has been put together.
     *
     * @returns {Promise<PosOrderline|undefined>} nothing when it is not ordered
     */
    async checkCombo(line, order) {
        for (const part of line.combo_line_ids) {
            const dish = part.product_id.product_tmpl_id;
            const met = this.dishCheck.met(order, dish);
            const notes = met.length ? await this.dishCheck.ask(order, dish, met) : [];
            if (!notes) {
                order.removeOrderline(line);
                return;
            }
            part.setNote(withNotes(part.getNote(), notes));
        }
        return line;
    },
});
