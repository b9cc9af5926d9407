import {ProductScreen} from "@point_of_sale/app/screens/product_screen/product_screen";
import {RecognitionBanner} from "@loyalty_tiers/app/components/recognition_banner/recognition_banner";

ProductScreen.components = {...ProductScreen.components, RecognitionBanner};
