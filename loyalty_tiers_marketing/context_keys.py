# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What mailings are told by the context; in a file of its own, for the order of imports."""

# Somebody has seen how many a mailing goes to, and wants it.
CONFIRMED = "loyalty_tiers_confirmed"
# The edition that somebody wants to see, whoever it is rendered for: language, tier.
EDITION = "loyalty_tiers_edition"
# Who gets which edition, where that has been asked for all texts of a mail.
EDITIONS = "loyalty_tiers_editions"
