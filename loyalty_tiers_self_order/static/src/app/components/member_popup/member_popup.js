import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { useAutofocus } from "@web/core/utils/hooks";
import { scanBarcode } from "@web/core/barcode/barcode_dialog";
import { isBarcodeScannerSupported } from "@web/core/barcode/barcode_video_scanner";
import { UNKNOWN_CARD } from "@loyalty_tiers_self_order/app/services/self_order_service";

/** Asks for the card of a member: scanned, seen by the camera, or typed. */
export class MemberPopup extends Component {
    static template = "loyalty_tiers_self_order.MemberPopup";
    static components = { Dialog };
    static props = { onCode: Function, close: Function };

    setup() {
        this.state = useState({ code: "", busy: false, wrong: false });
        this.unknown = UNKNOWN_CARD;
        this.hasCamera = isBarcodeScannerSupported();
        useAutofocus();
    }

    async confirm() {
        const code = this.state.code.replaceAll(/\s/g, "");
        if (!code || this.state.busy) {
            return;
        }
        this.state.busy = true;
        const known = await this.props.onCode(code);
        if (known) {
            this.props.close();
            return;
        }
        Object.assign(this.state, { code: "", busy: false, wrong: true });
    }

    async useCamera() {
        const code = await scanBarcode(this.env);
        if (code) {
            this.state.code = code;
            await this.confirm();
        }
    }
}
