import {GateNews} from "@loyalty_tiers/app/services/gate_news";
import {HiddenMenu} from "@loyalty_tiers/app/services/hidden_menu";
import {PosStore} from "@point_of_sale/app/services/pos_store";
import {ReservedOrders} from "@loyalty_tiers/app/services/reserved_orders";
import {_t} from "@web/core/l10n/translation";
import {batched} from "@web/core/utils/timing";
import {effect} from "@web/core/utils/reactive";
import {loadHost} from "@loyalty_tiers/app/services/hosts_pass";
import {patch} from "@web/core/utils/patch";

// The section of the grid that lists what is reserved and open.
export const SECTION = "loyalty_tiers_hidden_menu";

patch(PosStore.prototype, {
    /** @override */
    async setup() {
        await super.setup(...arguments);
        this.hiddenMenu = new HiddenMenu(this);
        this.reserved = new ReservedOrders(this);
        this.gateNews = new GateNews(this);
        this.guardVariants();
        const noticed = batched((pos) => {
            const order = pos.getOrder();
            pos.leaveHiddenCategory(order);
            loadHost(pos, order);
            pos.reserved.notice(order, pos.router.state.current);
        });
        effect(noticed, [this]);
        this.gateNews.read();
    },

    /**
     * What the grid, the search and the categories leave out.
     *
     * @override
     */
    getExcludedProductIds() {
        const view = this.hiddenMenu?.view(this.getOrder());
        const hidden = view ? [...view.hidden, ...view.combos] : [];
        return [...super.getExcludedProductIds(...arguments), ...hidden];
    },

    /** @returns {ProductTemplate[]} the hidden menu, where the grid shows it */
    get hiddenDishes() {
        const isWhole = !this.searchProductWord.trim() && !this.selectedCategory?.id;
        return (isWhole && this.hiddenMenu?.dishes(this.getOrder())) || [];
    },

    /** @override */
    get productsToDisplay() {
        const dishes = this.hiddenMenu?.shown ? this.hiddenDishes : [];
        return dishes.length ? dishes : super.productsToDisplay;
    },

    /**
     * The hidden menu comes first, in a section of its own.
     *
     * @override
     */
    get productToDisplayByCateg() {
        const dishes = this.hiddenDishes;
        if (!dishes.length) {
            return super.productToDisplayByCateg;
        }
        const section = [SECTION, dishes];
        if (this.hiddenMenu.shown) {
            return [section];
        }
        const above = new Set(dishes.map(({id}) => id));
        const others = super.productToDisplayByCateg.map(([category, products]) =>
            category === "0" && !this.config.iface_group_by_categ
                ? [category, products.filter(({id}) => !above.has(id))]
                : [category, products]
        );
        return [section, ...others.filter(([, products]) => products.length)];
    },

    /** @override */
    setSelectedCategory() {
        if (this.hiddenMenu) {
            this.hiddenMenu.shown = false;
        }
        return super.setSelectedCategory(...arguments);
    },

    /** Show the hidden menu alone, or everything again. */
    toggleHiddenMenu() {
        const shown = !this.hiddenMenu.shown;
        this.setSelectedCategory(0);
        this.searchProductWord = "";
        this.hiddenMenu.shown = shown;
    },

    leaveHiddenCategory(order) {
        if (this.selectedCategory && this.hiddenMenu.hidesCategory(order, this.selectedCategory)) {
            this.setSelectedCategory(0);
        }
    },

    /**
     * Every dish comes onto an order here. What is taken back always may.
     *
     * @override
     */
    async addLineToOrder(vals, order, opts, configure) {
        if (this.refusesDish(vals, order)) {
            this.tellClosed(order, this.dishOf(vals));
            this.giveBack(vals, order);
            return;
        }
        const line = await super.addLineToOrder(vals, order, opts, configure);
        if (line) {
            this.reserved?.tellLimit(order, line);
        }
        return line;
    },

    /** @returns {Boolean} whether a dish is closed to the guest of an order */
    refusesDish(vals, order) {
        const isBack = vals.qty < 0 || vals.refunded_orderline_id || order?.preset_id?.is_return;
        const {product_id: product} = vals;
        return Boolean(
            !isBack && this.hiddenMenu?.closes(order, this.dishOf(vals), product?.id && product)
        );
    },

    /** Say that a dish is not to be had, and nothing that others should not know. */
    tellClosed(order, dish) {
        const locked = this.hiddenMenu.lockText(order, dish);
        if (locked) {
            this.notification.add(locked, {title: dish.display_name, type: "info"});
        } else {
            this.notification.add(_t("This is not on the menu today."), {type: "warning"});
        }
    },

    /** The variant is known only when the options are chosen. */
    guardVariants() {
        const handle = this.handleConfigurableProduct;
        this.handleConfigurableProduct = async (values, ...others) => {
            const goesOn = await handle(values, ...others);
            if (goesOn === false || !this.refusesDish(values, values.order_id)) {
                return goesOn;
            }
            this.tellClosed(values.order_id, values.product_tmpl_id);
            return false;
        };
    },

    /** @override */
    async handleComboProduct(values, order) {
        const goesOn = await super.handleComboProduct(...arguments);
        const parts = (values.combo_line_ids || []).map(([, part]) => part).filter(Boolean);
        if (goesOn === false || !parts.some((part) => this.refusesDish(part, order))) {
            return goesOn;
        }
        this.tellClosed(order);
        return false;
    },

    /** @override */
    async onProductInfoClick(dish) {
        const order = this.getOrder();
        const isOrdered = order?.lines.some((line) => line.product_id.product_tmpl_id === dish);
        if (!isOrdered && this.hiddenMenu?.closes(order, dish)) {
            return this.tellClosed(order, dish);
        }
        return super.onProductInfoClick(...arguments);
    },

    /** @override */
    async getProductInfo() {
        const info = await super.getProductInfo(...arguments);
        const said = info?.productInfo;
        if (said?.optional_products) {
            const order = this.getOrder();
            said.optional_products = said.optional_products.filter(
                (dish) => !this.hiddenMenu?.closes(order, dish)
            );
        }
        return info;
    },

    /** @override */
    async pay() {
        if (await this.reserved.check(this.getOrder())) {
            return super.pay(...arguments);
        }
    },
});
