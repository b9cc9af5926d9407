# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

# What a version of a preference says; a change of these keeps the old version.
CONTENT_FIELDS = {"kind", "reason", "tag_id", "text", "product_tmpl_ids", "source"}


class ResPartnerPreference(models.Model):
    """What a guest likes, avoids or must not eat, where they like to sit.

    What a guest must not eat is health or faith: a global rule hides it from
    everybody, managers included. It is read for one guest at a time, by
    ``loyalty.tier.knowledge``, which leaves a line for each opening.
    """

    _name = "res.partner.preference"
    _inherit = ["loyalty.tier.watched"]
    _description = "Guest Preference"
    _order = "partner_id, kind, id"
    _rec_names_search = ["tag_id", "text"]

    kind = fields.Selection(
        selection=[
            ("likes", "Likes"),
            ("avoids", "Avoids"),
            ("forbidden", "Must not eat"),
            ("seat", "Seat"),
            ("size", "Size"),
            ("service", "Service"),
        ],
        required=True,
        default="likes",
    )
    reason = fields.Selection(
        selection=[
            ("allergy", "Allergy"),
            ("intolerance", "Intolerance"),
            ("faith", "Faith"),
            ("medical", "Medical"),
        ],
        help="Why the guest must not eat it.",
    )
    tag_id = fields.Many2one(
        comodel_name="res.partner.preference.tag", index=True, ondelete="restrict"
    )
    text = fields.Char(help="In the guest's words, where no tag fits.")
    product_tmpl_ids = fields.Many2many(
        comodel_name="product.template",
        relation="res_partner_preference_product_rel",
        string="Dishes",
        help="Whoever avoids them, or must not eat them, is asked about before one is "
        "ordered. Those of the tag need not be repeated.",
    )
    source = fields.Selection(
        selection=[
            ("told", "Told us"),
            ("seen", "Seen by staff"),
            ("guessed", "Guessed"),
        ],
        required=True,
        default="told",
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    config_id = fields.Many2one(
        comodel_name="pos.config",
        string="Only in This Shop",
        index="btree_not_null",
        ondelete="cascade",
        help="Leave empty to tell every shop.",
    )
    consent_id = fields.Many2one(
        comodel_name="res.partner.consent",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        help="What a guest must not eat is kept with the guest's consent only.",
    )
    active = fields.Boolean(default=True)
    replaced_by_id = fields.Many2one(
        comodel_name="res.partner.preference",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )

    _uuid_unique = models.Constraint(
        "UNIQUE(uuid)", "This preference has been noted already."
    )

    @api.depends("kind", "tag_id.name", "text")
    @api.depends_context("lang")
    def _compute_display_name(self):
        # Odoo reads the name of what a row points to with all rights.
        hidden = self.filtered(lambda row: row.kind == "forbidden")
        hidden.display_name = self.env._("Must not eat")
        for preference in self - hidden:
            preference.display_name = preference._wording()

    def _wording(self):
        """Return what it is, in words: "Garlic", "Garlic: only when raw".

        :rtype: str
        """
        self.ensure_one()
        return ": ".join(word for word in (self.tag_id.name, self.text) if word)

    # ------------------------------------------------------------------ checks
    @api.constrains("tag_id", "text")
    def _check_words(self):
        for preference in self:
            if not (preference.tag_id or (preference.text or "").strip()):
                raise ValidationError(
                    self.env._(
                        "Say what %(guest)s likes or avoids: choose a word of the "
                        "catalogue, or write a few words.",
                        guest=preference.partner_id.name,
                    )
                )
            self._check_length(preference.text)

    @api.constrains("kind", "reason", "consent_id", "partner_id")
    def _check_consent(self):
        for preference in self:
            if preference.kind != "forbidden":
                preference._check_nothing_sensitive()
            elif preference.consent_id not in preference.consent_id._in_force(
                preference.partner_id
            ):
                raise ValidationError(
                    self.env._(
                        "Ask %(guest)s first: what a guest must not eat is noted with "
                        "the guest's consent only.",
                        guest=preference.partner_id.name,
                    )
                )

    def _check_nothing_sensitive(self):
        if self.reason:
            raise ValidationError(
                self.env._(
                    "A reason such as an allergy or faith is kept only with what a "
                    "guest must not eat."
                )
            )

    def _check_tags(self):
        """Raise where a word was chosen that the house does not use any more."""
        retired = self.tag_id.filtered(lambda tag: not tag.active)
        retired -= retired.browse(self.env.context.get("loyalty_tiers_kept_tag_ids"))
        if retired:
            raise ValidationError(
                self.env._(
                    '"%(tag)s" is archived: it stays where it is noted, and cannot be '
                    "chosen any more. Choose another word.",
                    tag=retired[0].name,
                )
            )

    # ----------------------------------------------------------------- writing
    @api.model_create_multi
    def create(self, vals_list):
        self._check_forbidden_is_hidden(*vals_list)
        preferences = super().create(vals_list)
        preferences._check_words()  # nothing at all was said, where both are absent
        preferences._check_tags()
        return preferences

    def write(self, vals):
        self._check_forbidden_is_hidden(vals)
        if not CONTENT_FIELDS.isdisjoint(vals):
            self._keep_versions()
        moved = "tag_id" in vals and self.filtered(
            lambda preference: preference.tag_id.id != vals["tag_id"]
        )
        res = super().write(vals)
        if moved:
            moved._check_tags()
        return res

    @api.model
    def _check_forbidden_is_hidden(self, *vals_list):
        """Raise where somebody notes past the consent, and past the line it leaves."""
        noted = any(vals.get("kind") == "forbidden" for vals in vals_list)
        if noted and not self.env.su:
            raise AccessError(
                self.env._(
                    "What a guest must not eat is noted at the till, or with the "
                    "button on the contact: both ask for the guest's consent."
                )
            )

    def _keep_versions(self):
        """Keep what these said before a change; what must not be eaten never."""
        if self.env.context.get("loyalty_tiers_unwatched"):
            return
        for preference in self.filtered(lambda row: row.kind != "forbidden"):
            preference.with_context(
                loyalty_tiers_unwatched=True,
                loyalty_tiers_kept_tag_ids=preference.tag_id.ids,
            ).copy(
                {
                    "active": False,
                    "replaced_by_id": preference.id,
                    "user_id": preference.user_id.id,
                    "date": preference.date,
                }
            )

    def _correct(self, values):
        """Replace this preference by what the guest says now.

        The old row is archived and tells what replaced it; what must not be eaten
        is removed instead.

        :param dict values: fields that differ
        :return: the new row
        """
        self.ensure_one()
        old = self.with_context(
            loyalty_tiers_unwatched=True, loyalty_tiers_kept_tag_ids=self.tag_id.ids
        )
        new = old.copy({"user_id": self.env.uid, **values})
        if self.kind == "forbidden":
            old.unlink()
        else:
            old.write({"active": False, "replaced_by_id": new.id})
        new = new.with_env(self.env)
        new._leave_line("changed")
        return new

    def _join_doubles(self):
        """Leave one of the rows that say the same of a guest: the newest.

        The dishes of all are kept. What must not be eaten is not kept twice; the
        others are archived, and tell what replaced them.
        """
        alike = self.filtered("active").grouped(
            lambda row: (
                row.partner_id,
                row.kind,
                row.reason,
                row.tag_id,
                (row.text or "").casefold(),
                row.config_id,
            )
        )
        for rows in alike.values():
            newest = rows.sorted(lambda row: (row.date, row.id))[-1]
            doubles = rows - newest
            if not doubles:
                continue
            newest.product_tmpl_ids |= doubles.product_tmpl_ids
            sensitive = doubles.filtered(lambda row: row.kind == "forbidden")
            (doubles - sensitive).write({"active": False, "replaced_by_id": newest.id})
            sensitive.unlink()

    # ----------------------------------------------------------------- reading
    def _watched_subject(self):
        return "forbidden" if self.kind == "forbidden" else "preference"

    @api.model
    def _watched_fields(self):
        return super()._watched_fields() | CONTENT_FIELDS

    @api.model
    def _stale_before(self, today):
        """Return the day before which a preference is old, and asked about again.

        :param date today: on the clock of the shop
        :return: the day, or None where nothing gets old
        """
        months = self.env["ir.config_parameter"]._loyalty_tiers_months("ask_again")
        return months and today - relativedelta(months=months) or None
