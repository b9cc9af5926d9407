import {AlertDialog, ConfirmationDialog} from "@web/core/confirmation_dialog/confirmation_dialog";
import {_t} from "@web/core/l10n/translation";

/**
 * The server wants a manager: one who stands here may go on, anybody else has asked.
 *
 * @param {PosStore} pos
 * @param {String} message why
 * @returns {Promise<Boolean>} whether to go on
 */
export function askManager(pos, message) {
    const isManager = pos.getCashier()?._role === "manager";
    const asked = isManager ? "" : _t("A manager has been asked.");
    return new Promise((resolve) => {
        pos.dialog.add(isManager ? ConfirmationDialog : AlertDialog, {
            title: _t("Ask a manager"),
            body: [message, asked].filter(Boolean).join(" "),
            confirmLabel: isManager ? _t("Serve it all the same") : _t("OK"),
            confirm: () => resolve(isManager),
            cancel: () => resolve(false),
            dismiss: () => resolve(false),
        });
    });
}
