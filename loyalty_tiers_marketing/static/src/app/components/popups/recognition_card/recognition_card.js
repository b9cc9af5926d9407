import {ConsentQuestion} from "@loyalty_tiers_marketing/app/components/consent_question/consent_question";
import {RecognitionCard} from "@loyalty_tiers/app/components/popups/recognition_card/recognition_card";

Object.assign(RecognitionCard.components, {ConsentQuestion});
