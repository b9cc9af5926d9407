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
});
