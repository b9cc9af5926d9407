import { ConfirmationPage } from "@pos_self_order/app/pages/confirmation_page/confirmation_page";
import { onWillUnmount } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";

patch(ConfirmationPage.prototype, {
    /** @override Who has paid leaves: the phone may go from hand to hand. */
    setup() {
        super.setup(...arguments);
        onWillUnmount(() => {
            const order = this.selfOrder.models["pos.order"].find(
                ({ access_token }) => access_token === this.props.orderAccessToken
            );
            if (["paid", "done"].includes(order?.state)) {
                this.selfOrder.forgetMember();
            }
        });
    },
});
