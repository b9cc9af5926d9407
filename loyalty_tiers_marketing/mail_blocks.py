# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where the blocks of a tier stand in the text of a mail."""

from lxml import html
from markupsafe import Markup

PLACE = "loyalty_tiers_blocks"  # class of the element that the blocks replace
_PLACES = f"//*[contains(concat(' ', @class, ' '), ' {PLACE} ')]"
# The link by which Odoo's mails are left stands in their footer.
_LEAVING = "//a[contains(@href, '/unsubscribe_from_list')]"
# What holds a part of Odoo's mail designer; the footer is one of them.
_PART = "ancestor::*[contains(@class, 'o_mail_snippet_general')]"
_PARAGRAPH = "ancestor::*[self::p or self::div or self::footer or self::table][1]"
_INNERMOST = "//*[contains(@class, 'o_mail_wrapper_td')]"


def insert(text, blocks):
    """Put blocks into a text: at the place kept for them, else above its footer.

    :param str text: HTML
    :param blocks: HTML of each block, in order; without any, the place is taken out
    :return: HTML; the text as it was where it holds no place and there is no block
    :rtype: Markup
    """
    if not blocks and PLACE not in (text or ""):
        return Markup(text or "")
    root = html.fragment_fromstring(text or "", create_parent="div")
    places = root.xpath(_PLACES)
    if blocks:
        _place(root, places, "".join(blocks))
    for place in places:
        place.drop_tree()
    whole = html.tostring(root, encoding="unicode")
    return Markup(whole.removeprefix("<div>").removesuffix("</div>"))


def _place(root, places, blocks):
    block = html.fragment_fromstring(blocks, create_parent="div")
    before = places[:1] or _footer(root)
    if before:
        before[0].addprevious(block)
        return
    inner = root.xpath(_INNERMOST)
    (inner[-1] if inner else root).append(block)


def _footer(root):
    """Return the part of a mail in which its reader may leave, if it has one."""
    for link in reversed(root.xpath(_LEAVING)):
        parts = link.xpath(_PART) or link.xpath(_PARAGRAPH)
        return [part for part in parts[:1] if part is not root] or [link]
    return []
