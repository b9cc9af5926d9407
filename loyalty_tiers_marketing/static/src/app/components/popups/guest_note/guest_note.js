import {ConsentQuestion} from "@loyalty_tiers_marketing/app/components/consent_question/consent_question";
import {GuestNote} from "@loyalty_tiers/app/components/popups/guest_note/guest_note";

Object.assign(GuestNote.components, {ConsentQuestion});
