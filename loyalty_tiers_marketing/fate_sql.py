# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who of some guests may be written to, and why not the others: in SQL.

One select serves the count that a person sees while picking, the choice at sending,
and one guest with an automatic message. The order of the reasons is the order in
which a person would give them: who has no address is not told to be blacklisted.
"""

from odoo.tools import SQL

WRITTEN = "written"
HELD_BACK = "held_back"
POST = "post"  # the channel that is printed

# What a guest is reached at, and where Odoo keeps who must not be.
_ADDRESS = {
    "email": SQL("guest.email_normalized"),
    "sms": SQL("guest.phone_sanitized"),
    # Two at one address get a letter each, one person twice in the book does not. What
    # the postman needs must be there; some countries have no postcodes.
    "post": SQL(
        """
        CASE WHEN guest.name <> '' AND guest.street <> '' AND guest.city <> ''
              AND (guest.zip <> '' OR (
                   SELECT NOT zip_required FROM res_country
                    WHERE id = guest.country_id))
             THEN lower(concat_ws('|', guest.name, guest.street,
                        NULLIF(guest.street2, ''), NULLIF(guest.zip, ''), guest.city))
        END
        """
    ),
    "messenger": SQL("guest.phone_sanitized"),
}
_BLACKLIST = {
    "email": SQL("SELECT email AS address FROM mail_blacklist WHERE active"),
    "sms": SQL("SELECT number AS address FROM phone_blacklist WHERE active"),
    "messenger": SQL("SELECT number AS address FROM phone_blacklist WHERE active"),
    "post": SQL("SELECT NULL::varchar AS address WHERE FALSE"),
}
_NOBODY = SQL("SELECT NULL::int AS partner_id WHERE FALSE")

# The guests come first: joined last, a million contacts would be judged for each few.
_JUDGED = """
SELECT guest.id AS partner_id, member.tier_id, guest.address, CASE
       WHEN guest.address IS NULL THEN 'no_address'
       WHEN barred.address IS NOT NULL THEN 'blacklisted'
       WHEN gone.left_on >= COALESCE(given.given_on, gone.left_on) THEN 'left'
       WHEN given.partner_id IS NULL AND %(ask_first)s THEN 'unasked'
       WHEN unpaid.partner_id IS NOT NULL THEN 'unpaid'
       WHEN reached.count >= NULLIF(COALESCE(
            NULLIF(tier.message_limit, 0), program.message_limit), 0)
       THEN 'limit' ELSE 'written' END AS fate
  FROM (SELECT guest.id, guest.commercial_partner_id, %(address)s AS address
          FROM res_partner guest WHERE guest.id IN (%(guests)s)) guest
  JOIN loyalty_tier_program program ON program.id = %(program_id)s
  LEFT JOIN loyalty_tier_membership member
    ON member.partner_id = guest.commercial_partner_id
   AND member.program_id = program.id
  LEFT JOIN loyalty_tier tier ON tier.id = member.tier_id
  LEFT JOIN (%(blacklist)s) barred ON barred.address = guest.address
  LEFT JOIN (%(gone)s) gone ON gone.address = guest.address
  LEFT JOIN (%(given)s) given ON given.partner_id = guest.id
  LEFT JOIN (%(reached)s) reached ON reached.partner_id = guest.id
  LEFT JOIN (%(unpaid)s) unpaid ON unpaid.partner_id = guest.commercial_partner_id
"""
_ONCE_AN_ADDRESS = """
  WITH judged AS MATERIALIZED (%s),
       first AS MATERIALIZED (
       SELECT min(partner_id) AS partner_id FROM judged
        WHERE fate = 'written' GROUP BY address)
SELECT partner_id, tier_id, address,
       CASE WHEN fate = 'written' AND first.partner_id IS NULL
            THEN 'twice' ELSE fate END AS fate
  FROM judged LEFT JOIN first USING (partner_id)
"""
# An address is what is written to: who has left under one of two contacts does not
# want to hear it under the other.
_GONE = """
SELECT %(address)s AS address, max(gone.left_on) AS left_on
  FROM (%(left)s) gone JOIN res_partner guest ON guest.id = gone.partner_id
 WHERE %(address)s IS NOT NULL GROUP BY 1
"""
# Whom a mailing is for is noted at once, with who is held back.
CHOOSE = """
WITH chosen AS (
    INSERT INTO loyalty_tier_addressee (
           mailing_id, partner_id, program_id, tier_id, fate, chosen_on)
    SELECT %(mailing_id)s, partner_id, %(program_id)s, tier_id,
           CASE WHEN row_number() OVER (ORDER BY random())
                     <= floor(count(*) OVER () * %(share)s)
                THEN 'held_back' ELSE 'written' END, %(now)s
      FROM (%(fates)s) fates WHERE fate = 'written'
 RETURNING fate)
SELECT count(*) FROM chosen WHERE fate = 'written'
"""


def fates(guests, channel, program_id, given, left, ask_first, reached, unpaid=None):
    """Select what becomes of each guest: see ``loyalty.tier.addressee.fate``.

    :param SQL guests: a selection of ids of contacts
    :param str channel: one of the channels of consents
    :param int program_id: whose tiers, and whose limits of messages, are meant
    :param SQL given: a selection of ``partner_id`` and ``given_on``
    :param SQL left: a selection of ``partner_id`` and ``left_on``
    :param bool ask_first: whether who was never asked is left out
    :param SQL reached: a selection of ``partner_id`` and ``count`` of what each got
        lately
    :param SQL unpaid: customers for whom nothing is paid, as ``partner_id``
    :return: a selection of ``partner_id``, ``tier_id``, ``address`` and ``fate``
    :rtype: SQL
    """
    address = _ADDRESS[channel]
    judged = SQL(
        _JUDGED,
        address=address,
        program_id=program_id,
        ask_first=ask_first,
        blacklist=_BLACKLIST[channel],
        gone=SQL(_GONE, address=address, left=left),
        given=given,
        reached=reached,
        unpaid=unpaid or _NOBODY,
        guests=guests,
    )
    return SQL(_ONCE_AN_ADDRESS, judged)


def same_people(guests):
    """Select who is one of some guests, perhaps under another contact.

    Who has the same e-mail or phone, or the same name at the same address.

    :param SQL guests: a selection of ids of contacts
    :return: a selection of ids of contacts
    :rtype: SQL
    """
    addresses = {name: _ADDRESS[name] for name in ("email", "sms", "post")}
    return SQL(
        """
          WITH people AS MATERIALIZED (
               SELECT guest.id, %(columns)s FROM res_partner guest
                WHERE guest.id IN (%(guests)s))
        SELECT guest.id FROM res_partner guest
         WHERE guest.id IN (SELECT id FROM people) OR %(same)s
        """,
        columns=SQL(", ").join(
            SQL("%s AS %s", address, SQL.identifier(name))
            for name, address in addresses.items()
        ),
        guests=guests,
        same=SQL(" OR ").join(
            SQL("(%s) IN (SELECT %s FROM people)", address, SQL.identifier(name))
            for name, address in addresses.items()
        ),
    )
