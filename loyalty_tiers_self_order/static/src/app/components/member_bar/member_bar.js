import { Component } from "@odoo/owl";
import { useSelfOrder } from "@pos_self_order/app/services/self_order_service";
import { MemberPopup } from "@loyalty_tiers_self_order/app/components/member_popup/member_popup";

/** The button for members; once the card is known, the greeting and "Done". */
export class MemberBar extends Component {
    static template = "loyalty_tiers_self_order.MemberBar";
    static props = { wide: { type: Boolean, optional: true } };

    setup() {
        this.selfOrder = useSelfOrder();
    }

    get isShown() {
        return this.selfOrder.members.welcome && this.selfOrder.ordering;
    }

    ask() {
        this.selfOrder.dialog.add(MemberPopup, { onCode: (code) => this.open(code) });
    }

    async open(code) {
        const known = await this.selfOrder.showCard(code);
        if (known && this.selfOrder.router.activeSlot === "default") {
            const chosen = this.selfOrder.currentOrder.preset_id;
            const choose = this.selfOrder.hasPresets() && !chosen;
            this.selfOrder.router.navigate(choose ? "location" : "product_list");
        }
        return known;
    }

    done() {
        return this.selfOrder.forgetMember();
    }
}
