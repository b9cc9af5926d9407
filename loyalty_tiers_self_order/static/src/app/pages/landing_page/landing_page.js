import { LandingPage } from "@pos_self_order/app/pages/landing_page/landing_page";
import { onWillStart } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { MemberBar } from "@loyalty_tiers_self_order/app/components/member_bar/member_bar";

patch(LandingPage, { components: { ...LandingPage.components, MemberBar } });

patch(LandingPage.prototype, {
    /** @override At a kiosk, this page is for the next guest. */
    setup() {
        super.setup(...arguments);
        onWillStart(() => {
            if (this.selfOrder.kioskMode) {
                this.selfOrder.forgetMember();
            }
        });
    },
});
