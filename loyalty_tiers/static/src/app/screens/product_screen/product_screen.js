import {SECTION} from "@loyalty_tiers/app/services/pos_store_hidden_menu";
import {_t} from "@web/core/l10n/translation";
import {findGuests} from "@loyalty_tiers/app/services/guest_finder";
import {patch} from "@web/core/utils/patch";
import {ProductScreen} from "@point_of_sale/app/screens/product_screen/product_screen";
import {RecognitionBanner} from "@loyalty_tiers/app/components/recognition_banner/recognition_banner";

ProductScreen.components = {...ProductScreen.components, RecognitionBanner};

patch(ProductScreen.prototype, {
    /**
     * A member code first: it is the same in every company, and found by index.
     *
     * @override
     */
    async _getPartnerByBarcode(code) {
        const guests = this.pos.models["res.partner"];
        const known =
            guests.getBy("barcode", code.code) ||
            guests.find((guest) => guest.loyaltyCode === code.code);
        const [guest] = known ? [known] : await findGuests(this.pos, code.code);
        return guest || super._getPartnerByBarcode(...arguments);
    },

    isHiddenMenu(section) {
        return section === SECTION;
    },

    /**
     * Who finds only what is hidden has found nothing.
     *
     * @override
     */
    async loadProductFromDB() {
        const found = await super.loadProductFromDB(...arguments);
        const isHidden = (product) =>
            this.pos.hiddenMenu.closes(this.currentOrder, product.product_tmpl_id, product);
        if (found?.length && found.every(isHidden)) {
            const word = this.pos.searchProductWord;
            this.notification.add(_t('No other products found for "%s".', word));
        }
        return found;
    },

    /** @override */
    showOptionalProductPopupIfNeeded(product) {
        const order = this.currentOrder;
        const {hiddenMenu} = this.pos;
        const dish = product.product_tmpl_id || product;
        const offered = product.pos_optional_product_ids || [];
        const isHidden = offered.every((other) => hiddenMenu.closes(order, other));
        if (!hiddenMenu.closes(order, dish) && !isHidden) {
            super.showOptionalProductPopupIfNeeded(...arguments);
        }
    },
});
