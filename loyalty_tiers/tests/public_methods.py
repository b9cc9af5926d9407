# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

# Every method of ours that a browser can call, by RPC. A new one fails a test until it
# stands here: by then somebody has thought of who may call it, and with whose ids.
PUBLIC = {
    "loyalty.tier": {"action_members"},
    "loyalty.tier.bring": {
        "action_check",
        "action_import",
        "action_lines",
        "action_refresh",
        "action_restart",
    },
    "loyalty.tier.brought": {"bring", "get_import_templates"},
    "loyalty.tier.change": {"action_cancel"},
    "loyalty.tier.entry": {"action_open_origin"},
    "loyalty.tier.exception": {"action_approve", "action_open_order", "action_reject"},
    "loyalty.tier.freeze": {"action_take_back", "action_thaw"},
    "loyalty.tier.grant": {"give_treat", "postpone", "serve", "take_back"},
    "loyalty.tier.honour": {"action_end"},
    "loyalty.tier.knowledge": {
        "confirm_preference",
        "correct_preference",
        "note_occasion",
        "note_preference",
        "note_talk",
        "read_guest",
        "remove_occasion",
        "remove_preference",
        "remove_talk",
        "withdraw_consent",
        "words",
    },
    "loyalty.tier.membership": {"action_entries", "action_freeze", "action_honour"},
    "loyalty.tier.move": {"action_open_origin", "hold_party"},
    "loyalty.tier.preset": {"action_start"},
    "loyalty.tier.privacy": {
        "action_ask",
        "action_back",
        "action_erase",
        "action_export",
    },
    "loyalty.tier.program": {"action_freeze", "action_what_if"},
    "loyalty.tier.simulation": {
        "action_confirm",
        "action_names",
        "action_play",
        "action_play_past",
        "action_use",
    },
    "pos.config": {"announce_guest"},
    "res.partner": {
        "action_loyalty_tier_entries",
        "action_loyalty_tier_forbidden",
        "action_loyalty_tier_honour",
        "action_loyalty_tier_send_card",
        "loyalty_find_guest",
        "loyalty_name_card",
        "loyalty_recognition",
        "loyalty_send_name_card",
    },
    "res.partner.knowledge": {"action_note", "action_withdraw"},
    "res.partner.knowledge.line": {"action_confirm", "action_remove"},
    "res.partner.preference.tag.merge": {"action_merge"},
}
# These only say which window opens next: what is in it is asked for afterwards.
WINDOWS = {
    ("loyalty.tier", "action_members"),
    ("loyalty.tier.bring", "action_lines"),
    ("loyalty.tier.bring", "action_refresh"),
    ("loyalty.tier.brought", "get_import_templates"),
    ("loyalty.tier.program", "action_freeze"),
    ("res.partner", "action_loyalty_tier_entries"),
    ("res.partner", "action_loyalty_tier_honour"),
}
# Odoo's own methods, extended by us and guarded as they are there.
EXTENDED = {
    ("pos.config", "load_data_params"),
    ("pos.config", "use_coupon_code"),
    ("pos.order", "action_pos_order_paid"),
    ("pos.order", "sync_from_ui"),
    ("pos.order", "validate_coupon_programs"),
    ("res.config.settings", "set_values"),
}
