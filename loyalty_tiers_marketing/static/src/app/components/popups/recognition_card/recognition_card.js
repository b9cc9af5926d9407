import {ConsentQuestion} from "@loyalty_tiers_marketing/app/components/consent_question/consent_question";
import {RecognitionCard} from "@loyalty_tiers/app/components/popups/recognition_card/recognition_card";
import {noteWish} from "@loyalty_tiers_marketing/app/services/guest_wish";
import {patch} from "@web/core/utils/patch";

Object.assign(RecognitionCard.components, {ConsentQuestion});

patch(RecognitionCard.prototype, {
    /** What the guest may be asked: nothing for who was asked, or has left. */
    get consentAsk() {
        return this.entry?.ask || false;
    },

    answerConsent(answer) {
        const ask = this.consentAsk;
        this.entry.ask = false;
        return noteWish(this.pos, this.props.partner, ask, answer);
    },
});
