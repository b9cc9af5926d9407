import {CategorySelector} from "@point_of_sale/app/components/category_selector/category_selector";
import {patch} from "@web/core/utils/patch";

patch(CategorySelector.prototype, {
    /**
     * A category whose dishes are all hidden is none.
     *
     * @override
     */
    getCategoriesAndSub() {
        const order = this.pos.getOrder();
        return super
            .getCategoriesAndSub(...arguments)
            .filter((category) => !this.pos.hiddenMenu.hidesCategory(order, category));
    },

    /** @returns {Number} how many dishes the guest of the order has opened */
    get hiddenMenuCount() {
        return this.pos.hiddenMenu.dishes(this.pos.getOrder()).length;
    },
});
