import {InternalNoteButton} from "@point_of_sale/app/screens/product_screen/control_buttons/orderline_note_button/orderline_note_button";
import {keepMarks} from "@loyalty_tiers/app/utils/own_notes";
import {patch} from "@web/core/utils/patch";

patch(InternalNoteButton.prototype, {
    /** @override */
    reframeNotes() {
        return keepMarks(super.reframeNotes(...arguments), this.currentNote);
    },
});
