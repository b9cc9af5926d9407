import {CapturePrompt} from "@loyalty_tiers/app/components/capture_prompt/capture_prompt";
import {PaymentScreen} from "@point_of_sale/app/screens/payment_screen/payment_screen";
import {RecognitionBanner} from "@loyalty_tiers/app/components/recognition_banner/recognition_banner";
import {TierBadge} from "@loyalty_tiers/app/components/tier_badge/tier_badge";

PaymentScreen.components = {...PaymentScreen.components, CapturePrompt, RecognitionBanner, TierBadge};
