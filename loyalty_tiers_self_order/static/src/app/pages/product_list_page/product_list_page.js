import { ProductListPage } from "@pos_self_order/app/pages/product_list_page/product_list_page";
import { useEffect } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { LockedCards } from "@loyalty_tiers_self_order/app/components/locked_cards/locked_cards";
import { MemberBar } from "@loyalty_tiers_self_order/app/components/member_bar/member_bar";

const components = { ...ProductListPage.components, LockedCards, MemberBar };
patch(ProductListPage, { components });

patch(ProductListPage.prototype, {
    /** @override The list is drawn before the card is shown. */
    setup() {
        super.setup(...arguments);
        useEffect(
            (member) => member && this.showOpened(),
            () => [this.selfOrder.member]
        );
    },

    showOpened() {
        const categories = this.selfOrder.availableCategories;
        this.state.topCategories = categories.filter((category) => !category.parent_id);
        this.state.selectedCategory ||= this.state.topCategories[0];
        this.toggleSubCategoryPanel();
    },
});
