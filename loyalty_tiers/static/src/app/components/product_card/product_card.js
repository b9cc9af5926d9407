import {ProductCard} from "@point_of_sale/app/components/product_card/product_card";

// What a locked card says; nothing for a dish that is open.
ProductCard.props = {
    ...ProductCard.props,
    loyaltyLock: {type: [String, {value: undefined}], optional: true},
};
