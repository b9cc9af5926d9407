# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What betrays a product in an answer of the server. Pure Python, no Odoo.

A trace is a name of it, in any language, as whole words; an address, a picture or a
form that carries its id; its barcode or reference; the name of an attribute value that
it alone has. The longer name of an open product may hold the same words: such names
are taken out of the answer before anything is looked for.
"""

import html
import json
import re
from typing import NamedTuple
from urllib.parse import unquote

from lxml import html as lxml_html

# Class of a locked card in HTML, and key of one in JSON: the name in it is no trace.
LOCKED = "loyalty_tiers_locked"
AROUND = 70  # characters of an answer that are kept as evidence, on each side
LEAST = 4  # letters that a code must have to be looked for

# What was searched for is marked in the middle of words.
MARKED = re.compile(
    r"(?:<span>([^<]*)</span>)?"
    r'<span class="text-primary-emphasis">([^<]*)</span>'
    r"(?:<span>([^<]*)</span>)?"
)
ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
NOT_DISHES = r"(?!category/|page/|change_pricelist/)"
TEMPLATE_IDS = re.compile(
    r"product\.template[/,](\d+)"
    r"|/shop/"
    + NOT_DISHES
    + r"(?:[^\s/\"'<>?#&]+/)?[^\s/\"'<>?#&]*?-(\d+)(?=[\s\"'<>?#&\\]|/?$|/[\"'])"
    r"|/shop/" + NOT_DISHES + r"(?:product/)?(\d+)(?=[\s\"'<>?#&\\]|/?$|/[\"'])"
    r"|product[-_](?:template|tmpl)[-_]id[\"']?(?:\s*[:=]|\"?\s+value=)\s*[\"'\[]*(\d+)"
    r"|product\.template[\"'][^<>{}]{0,40}?(?:data-oe-id|res_id|resId)[\"']?\s*[:=]\s*[\"']?(\d+)"
)
VARIANT_IDS = re.compile(
    r"product\.product[/,](\d+)"
    r"|(?<![a-z])product[-_](?:product[-_]|variant[-_])?id[\"']?(?:\s*[:=]|\"?\s+value=)\s*[\"'\[]*(\d+)"
    r"|product\.product[\"'][^<>{}]{0,40}?(?:data-oe-id|res_id|resId)[\"']?\s*[:=]\s*[\"']?(\d+)"
)


class Suspect(NamedTuple):
    """A product that is looked for in answers, by all that betrays it."""

    template_id: int
    template_ids: frozenset  # of ids that betray it: none where a variant is reserved
    variant_ids: frozenset
    names: tuple  # in each language
    codes: tuple  # barcodes and references
    values: tuple  # names of attribute values that it alone has


class Trace(NamedTuple):
    """Something that betrays a product, with what stands around it."""

    suspect: Suspect
    what: str
    excerpt: str


def plain(text):
    """Undo what hides words in HTML, JSON and addresses.

    >>> plain("Caf&amp;eacute; &quot;a\\\\u0062\\\\/c&quot;")
    'Café "ab/c"'
    """
    text = html.unescape(html.unescape(text))
    text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    text = text.replace("\\/", "/").replace('\\"', '"').replace("\\n", "\n")
    text = MARKED.sub(r"\1\2\3", text)
    return unquote(text) if "%" in text else text


def whole(words):
    """Return the pattern that finds words, but not as a part of longer ones.

    Letters beyond ASCII end no word: in Korean and Japanese, particles follow a noun.

    >>> bool(whole("Desk").search("a Desk.")), bool(whole("Desk").search("Desks"))
    (True, False)
    """
    start = r"(?<!\w)" if words[0].isascii() and words[0].isalnum() else ""
    end = r"(?!\w)" if words[-1].isascii() and words[-1].isalnum() else ""
    return re.compile(start + re.escape(words) + end)


def without_locked(body, is_html):
    """Split an answer into what is in locked cards, and the rest.

    :param str body: HTML or JSON, as it came
    :return: the rest, the cards
    :rtype: tuple(str, str)
    """
    if LOCKED not in body:
        return body, ""
    if is_html:
        return _split_html(body)
    try:
        said = json.loads(body)
    except ValueError:
        return _split_html(body)
    cards = []
    rest = _split_json(said, cards)
    return json.dumps(rest, ensure_ascii=False), "\n".join(cards)


def _split_html(body):
    try:
        tree = lxml_html.fromstring(body)
    except (ValueError, lxml_html.etree.ParserError):
        return body, ""
    cards = []
    for card in tree.xpath(f"//*[contains(@class, '{LOCKED}')]"):
        cards.append(lxml_html.tostring(card, encoding="unicode", with_tail=False))
        if card.getparent() is None:
            return "", "\n".join(cards)
        card.drop_tree()
    return lxml_html.tostring(tree, encoding="unicode"), "\n".join(cards)


def _split_json(said, cards):
    if isinstance(said, dict):
        if said.get(LOCKED):
            cards.append(json.dumps(said, ensure_ascii=False))
            return None
        return {key: _split_json(value, cards) for key, value in said.items()}
    if isinstance(said, list):
        return [_split_json(value, cards) for value in said]
    if isinstance(said, str) and LOCKED in said:
        rest, inside = _split_html(said)
        cards.append(inside)
        return rest
    return said


class Detective:
    """Looks for a set of products in answers."""

    def __init__(self, suspects, innocent=()):
        """:param innocent: names of what is open, which may hold the same words"""
        self.suspects = suspects
        self._names = [
            (suspect, name, whole(name), self._longer(name, innocent))
            for suspect in suspects
            for name in suspect.names
            if name not in innocent
        ]
        self._codes = [
            (suspect, code, whole(code))
            for suspect in suspects
            for code in suspect.codes
            if len(code) >= LEAST
        ]
        # A value may be an everyday word: only where it stands alone.
        self._values = [
            (suspect, value, re.compile(r"[>\"]\s*" + re.escape(value) + r"\s*[<\"]"))
            for suspect in suspects
            for value in suspect.values
        ]

    @staticmethod
    def _longer(name, innocent):
        found = whole(name)
        return [other for other in innocent if name in other and found.search(other)]

    def look(self, body, said=(), is_html=True, names=True):
        """Return what betrays the suspects in an answer.

        :param str body: the answer with its addresses, as it came
        :param said: what the visitor said, and may hear again
        :param bool names: whether names count at all
        :rtype: list(Trace)
        """
        rest, cards = without_locked(body, is_html)
        found = self._look(plain(rest), said, names)
        return found + (self._look(plain(cards), said, False) if cards else [])

    def _look(self, text, said, names):
        for echo in sorted(said, key=len, reverse=True):
            text = text.replace(echo, " ")
        return [
            *(self._named(text) if names else ()),
            *self._by_id(text),
            *self._by_pattern(text, self._codes),
            *(self._by_pattern(text, self._values) if names else ()),
        ]

    def _named(self, text):
        for suspect, name, pattern, longer in self._names:
            if name not in text:
                continue
            searched = text
            for other in longer:
                searched = searched.replace(other, " ")
            match = pattern.search(searched)
            if match:
                yield Trace(suspect, name, around(searched, match))

    def _by_id(self, text):
        for pattern, kind in (
            (TEMPLATE_IDS, "template_ids"),
            (VARIANT_IDS, "variant_ids"),
        ):
            owners = {
                number: suspect
                for suspect in self.suspects
                for number in getattr(suspect, kind)
            }
            seen = set()
            for match in pattern.finditer(text):
                number = int(match[match.lastindex])
                if number in owners and number not in seen:
                    seen.add(number)
                    yield Trace(owners[number], match[0][:80], around(text, match))

    @staticmethod
    def _by_pattern(text, marks):
        for suspect, mark, pattern in marks:
            match = pattern.search(text) if mark in text else None
            if match:
                yield Trace(suspect, mark, around(text, match))


def around(text, match):
    """Return what stands around a match, on one line."""
    start, end = max(match.start() - AROUND, 0), match.end() + AROUND
    return " ".join(text[start:end].split())
