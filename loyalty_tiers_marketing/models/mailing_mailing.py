# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

AUDIENCE = "loyalty_tier_audience_id"


class MailingMailing(models.Model):
    """A mailing to guests: for a purpose, to an audience of the shop.

    The audience stands in the domain of the mailing as one condition among others,
    and what somebody adds to the domain by hand stays.
    """

    _inherit = "mailing.mailing"

    loyalty_tier_audience_id = fields.Many2one(
        comodel_name="loyalty.tier.audience",
        string="Audience",
        ondelete="restrict",
        index="btree_not_null",
    )
    loyalty_tier_purpose = fields.Selection(
        selection=lambda self: self.env["res.partner.consent"]._message_purposes(),
        string="Purpose",
        compute="_compute_loyalty_tier_purpose",
        store=True,
        readonly=False,
        help="What guests are written for. Only who wants it gets it; who leaves it "
        "leaves nothing else. Leave empty for a mailing as Odoo sends it.",
    )
    loyalty_tier_program_id = fields.Many2one(
        comodel_name="loyalty.tier.program",
        compute="_compute_loyalty_tier_program_id",
        store=True,
        help="Whose tiers, and whose limits of messages, are meant.",
    )
    loyalty_tier_hold_back = fields.Float(
        string="Hold Back",
        default=10.0,
        digits=(4, 1),
        help="Percent of the guests, chosen at random, who do not get it: what the "
        "mailing brought is told by comparing with them.",
    )
    loyalty_tier_chosen_on = fields.Datetime(
        string="Guests Chosen On", readonly=True, copy=False
    )
    loyalty_tier_size = fields.Integer(compute="_compute_loyalty_tier_size")
    loyalty_tier_left_out = fields.Char(compute="_compute_loyalty_tier_size")

    _loyalty_tier_hold_back_share = models.Constraint(
        "CHECK(loyalty_tier_hold_back BETWEEN 0 AND 50)",
        "Hold back between 0 and 50 percent of the guests.",
    )

    @api.depends("loyalty_tier_audience_id")
    def _compute_loyalty_tier_purpose(self):
        for mailing in self:
            audience = mailing.loyalty_tier_audience_id
            mailing.loyalty_tier_purpose = (
                audience.purpose or mailing.loyalty_tier_purpose
            )

    @api.depends("loyalty_tier_audience_id.program_id")
    def _compute_loyalty_tier_program_id(self):
        # Kept: whoever sends it later may work in another company.
        program = self.env.company._loyalty_tier_program()
        for mailing in self:
            mailing.loyalty_tier_program_id = (
                mailing.loyalty_tier_audience_id.program_id
                or mailing.loyalty_tier_program_id
                or program
            )

    @api.constrains("loyalty_tier_audience_id", "loyalty_tier_purpose")
    def _check_loyalty_tier_purpose(self):
        for mailing in self:
            if mailing.loyalty_tier_audience_id and not mailing.loyalty_tier_purpose:
                raise ValidationError(
                    self.env._("Say what for: a mailing to an audience has a purpose.")
                )

    # -------------------------------------------------------------- the domain
    @api.depends("loyalty_tier_audience_id")
    def _compute_mailing_domain(self):
        ours = self.filtered(
            lambda mailing: (
                mailing.mailing_model_real == "res.partner"
                and (mailing.loyalty_tier_audience_id or mailing._origin.mailing_domain)
            )
        )
        former = {mailing: mailing.mailing_domain for mailing in ours}
        res = super()._compute_mailing_domain()
        for mailing, domain in former.items():
            mailing._loyalty_tier_fill_domain(domain)
        return res

    def _loyalty_tier_fill_domain(self, former):
        """Put the audience into the domain, beside what was written by hand.

        :param str former: the domain before, without what a filter says
        """
        fresh = Domain(self._parse_mailing_domain())
        if not self.mailing_filter_id and former:
            by_hand = self.new({"mailing_domain": former})._parse_mailing_domain()
            fresh &= self._loyalty_tier_without_audience(Domain(by_hand))
        if self.loyalty_tier_audience_id:
            fresh &= Domain(AUDIENCE, "=", self.loyalty_tier_audience_id._origin.id)
        self.mailing_domain = repr(list(fresh))

    @api.model
    def _loyalty_tier_without_audience(self, domain):
        return domain.map_conditions(
            lambda condition: (
                Domain.TRUE if condition.field_expr == AUDIENCE else condition
            )
        )

    # --------------------------------------------------------------- the count
    @api.depends(
        "mailing_domain", "loyalty_tier_purpose", "mailing_model_real", "mailing_type"
    )
    @api.depends_context("lang", "uid", "company")
    def _compute_loyalty_tier_size(self):
        addressees = self.env["loyalty.tier.addressee"]
        for mailing in self:
            counts = {}
            if mailing._loyalty_tier_is_addressed():
                counts = mailing._loyalty_tier_counts()
            mailing.loyalty_tier_size = counts.pop("written", 0)
            mailing.loyalty_tier_left_out = addressees._left_out_text(counts)

    def _loyalty_tier_counts(self):
        """Count who would get this mailing now, and who not, for each reason.

        :return: numbers by ``loyalty.tier.addressee.fate``
        :rtype: dict(str, int)
        """
        self.ensure_one()
        return self.env["loyalty.tier.addressee"]._count(
            self._loyalty_tier_guests(),
            self.loyalty_tier_program_id,
            self.loyalty_tier_purpose,
            self._loyalty_tier_channel(),
        )

    def _loyalty_tier_is_addressed(self):
        """Tell whether this mailing goes to guests for a purpose.

        :rtype: bool
        """
        self.ensure_one()
        return bool(
            self._loyalty_tier_purpose_of_guests() and self.loyalty_tier_program_id
        )

    def _loyalty_tier_purpose_of_guests(self):
        """Return the purpose of a mailing to guests; nothing for an ordinary one.

        :rtype: str or False
        """
        is_to_guests = self.mailing_model_real == "res.partner"
        return is_to_guests and self.loyalty_tier_purpose

    def _loyalty_tier_channel(self):
        """Return how this mailing reaches guests: a channel of consents.

        :rtype: str
        """
        return "email"
