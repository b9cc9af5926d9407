# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from .. import mail_blocks
from ..context_keys import EDITION, EDITIONS

TEXTS = ("subject", "preview", "body_html")
GUESTS_BY_EDITION = """
    SELECT COALESCE(guest.lang, ''),
           CASE WHEN %s THEN COALESCE(chosen.tier_id, 0) ELSE 0 END,
           array_agg(guest.id ORDER BY guest.id)
      FROM res_partner guest
 LEFT JOIN LATERAL (
           SELECT id, tier_id FROM loyalty_tier_addressee addressee
            WHERE addressee.partner_id = guest.id AND mailing_id = %s
         ORDER BY id DESC LIMIT 1) addressee ON TRUE
 LEFT JOIN loyalty_tier_membership member
        ON member.partner_id = guest.commercial_partner_id
       AND member.program_id = %s
CROSS JOIN LATERAL (
           SELECT CASE WHEN addressee.id IS NULL THEN member.tier_id
                       ELSE addressee.tier_id END AS tier_id) chosen
     WHERE guest.id = ANY(%s)
  GROUP BY 1, 2 ORDER BY 1, 2
"""


class MailingMailing(models.Model):
    """One mailing, another edition for each language and tier.

    An edition is a text, not a mailing: Odoo renders it for its guests as it renders
    any text, and nothing is done to the mails one by one.
    """

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "mailing.mailing"

    loyalty_tier_block_ids = fields.One2many(
        comodel_name="loyalty.tier.mailing.block",
        inverse_name="mailing_id",
        string="Blocks by Tier",
        copy=True,
    )

    def _loyalty_tier_editions(self, guest_ids):
        """Sort guests by language and by the tier with which they were chosen.

        The tier held now, for who has not been chosen; none, where the mailing says
        the same to all. SQL because a mailing to hundreds of thousands is put in
        order, and none of the guests is read.

        :param list(int) guest_ids: ids of contacts
        :return: ids of contacts by language and id of the tier, in a fixed order
        :rtype: dict(tuple(str, int), list(int))
        """
        self.ensure_one()
        for model in ("res.partner", "loyalty.tier.membership"):
            self.env[model].flush_model()
        rows = self.env.execute_query(
            SQL(
                GUESTS_BY_EDITION,
                bool(self.sudo().loyalty_tier_block_ids),
                self.id or None,
                self.loyalty_tier_program_id.id or None,
                list(guest_ids),
            )
        )
        return {(lang, tier_id): ids for lang, tier_id, ids in rows}

    def _get_remaining_recipients(self):
        guest_ids = super()._get_remaining_recipients()
        if not self._loyalty_tier_is_addressed():
            return guest_ids
        # One edition after the other: so that mails that are made together are alike.
        editions = self._loyalty_tier_editions(guest_ids)
        return [guest_id for ids in editions.values() for guest_id in ids]

    # --------------------------------------------------------------- rendering
    def _classify_per_lang(self, res_ids, engine="inline_template"):
        if not self._loyalty_tier_is_addressed():
            return super()._classify_per_lang(res_ids, engine=engine)
        return self._loyalty_tier_classify(self, res_ids)

    def _render_field(self, field, res_ids, *args, **kwargs):
        # A test and the page in the browser show the edition of the guest too.
        if field in TEXTS and self._loyalty_tier_is_addressed():
            kwargs["compute_lang"] = True
        return super()._render_field(field, res_ids, *args, **kwargs)

    def _loyalty_tier_classify(self, texts, res_ids):
        """Return who gets which text, for ``_classify_per_lang`` of what is sent.

        :param texts: one record with the texts: this mailing, or what sends it
        :param list(int) res_ids: ids of contacts
        :return: the text to render, and ids of contacts, by edition
        :rtype: dict(tuple(str, int), tuple(models.Model, list(int)))
        """
        self.ensure_one()
        context = self.env.context
        texts = texts.with_company(self._loyalty_tier_company())
        if context.get(EDITION):
            editions = {context[EDITION]: res_ids}
        else:
            editions = context.get(EDITIONS) or self._loyalty_tier_editions(res_ids)
        blocks = self.sudo().loyalty_tier_block_ids
        tiers = self.env["loyalty.tier"]
        fitting = {
            tier_id: blocks._for(tiers.browse(tier_id or ()))
            for tier_id in {tier_id for _lang, tier_id in editions}
        }
        return {
            edition: (self._loyalty_tier_edition(texts, edition, fitting), ids)
            for edition, ids in editions.items()
        }

    def _loyalty_tier_edition(self, texts, edition, fitting):
        """Return an edition: the record with the texts, or one like it in memory.

        :param texts: one record with the texts
        :param tuple edition: language, empty for that of who sends, and id of the tier
        :param dict fitting: blocks by id of the tier
        """
        lang, tier_id = edition
        if lang:
            texts = texts.with_context(lang=lang)
        template = self.sudo().loyalty_tier_template_id.with_env(texts.sudo().env)
        blocks = fitting[tier_id].with_env(texts.sudo().env)
        body = "body" if "body" in texts else "body_html"
        own = template.body_html if template else texts[body]
        whole = mail_blocks.insert(own, blocks.mapped("body"))
        if not template and whole == own:
            return texts
        # A record of its own, not one that has its origin in the texts: all of those
        # are one and the same to Odoo.
        values = {"render_model": texts.render_model, body: whole}
        values["subject"] = (template or texts).subject
        if "preview" in texts and not template:
            values["preview"] = texts["preview"]
        read = texts.new(values, ref=(texts._name, texts.id, lang, tier_id))
        # Who may write a template is trusted with its placeholders, as by Odoo.
        return read.sudo() if template else read

    def _loyalty_tier_check_texts(self):
        """Raise where a text cannot be rendered, before anybody is written to.

        Else Odoo's queue would stumble over it at each of its runs.

        :raise UserError: with the language and what is wrong
        """
        reader = self.env.user.partner_id
        for mailing in self.sudo():
            tiers = mailing.loyalty_tier_program_id.tier_ids.ids
            for lang, name in self.env["res.lang"].get_installed():
                for tier_id in [0, *tiers] if mailing.loyalty_tier_block_ids else [0]:
                    shown = mailing.with_context(**{EDITION: (lang, tier_id)})
                    try:
                        shown._loyalty_tier_read_by(reader)
                    except UserError as error:
                        raise UserError(
                            self.env._(
                                'A placeholder of "%(mailing)s" in %(language)s cannot '
                                "be understood: %(error)s",
                                mailing=mailing.subject,
                                language=name,
                                error=self._loyalty_tier_trouble(error),
                            )
                        ) from error

    @api.model
    def _loyalty_tier_trouble(self, error):
        """Say what is wrong with a text, without where in Odoo it went wrong.

        :param UserError error: raised by rendering
        :rtype: str
        """
        while error.__cause__ and not isinstance(error, AccessError):
            error = error.__cause__
        return str(error)

    def _loyalty_tier_read_by(self, reader):
        """Return the texts as somebody reads them.

        :param reader: one contact
        :return: rendered texts by field
        :rtype: dict(str, str)
        """
        return {
            field: self._render_field(field, reader.ids)[reader.id] for field in TEXTS
        }

    def _loyalty_tier_company(self):
        """Return a company whose guests climb the program of this mailing.

        The title of a guest is the one held in the program of the company.

        :rtype: res.company
        """
        self.ensure_one()
        program, current = self.loyalty_tier_program_id, self.env.company
        if not program or current._loyalty_tier_program() == program:
            return current
        return program._house()

    def action_loyalty_tier_preview(self):
        """Show this mailing as guests of a tier would get it.

        :return: a window action
        """
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("As your guests will see it"),
            "res_model": "loyalty.tier.mailing.preview",
            "view_mode": "form",
            "target": "new",
            "context": {"default_mailing_id": self.id, "dialog_size": "extra-large"},
        }
