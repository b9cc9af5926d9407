# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Telephone numbers as people say, write and store them.

Imports nothing of Odoo. Numbers are compared from their end, where all ways of writing
agree: "090-2951-6223", "+81 90 2951 6223" and "0081 (0)90 29516223" end alike.
"""

import re
import unicodedata
from typing import NamedTuple

try:  # an optional help for countries with unusual prefixes
    import phonenumbers
except ImportError:  # the rules below serve without it
    phonenumbers = None

FEW = 4  # with fewer digits, too many guests would end alike
MANY = 9  # from here on it is a whole number, below also the end of one
MOST = 20
ENDS_SO = 3  # fits worse than a whole number, whatever its country
# What people write between digits; a text with anything else is no number.
_NUMBER = re.compile(r"\+?[0-9\s().,/\\‐-―ー−·~-]+")


class Number(NamedTuple):
    """One way to understand a number.

    :ivar str core: the digits that all ways of writing it end with
    :ivar str dial: code of the country, when the number says it; else empty
    """

    core: str
    dial: str = ""


def plain(text):
    """Bring what was typed or scanned to plain characters.

    >>> plain(" ０９０ー２９５１")
    '090ー2951'
    """
    text = unicodedata.normalize("NFKC", text if isinstance(text, str) else "")
    return "".join(letter for letter in text if letter.isprintable()).strip()


def digits(text):
    """
    >>> digits("+81 (0)90-2951")
    '810902951'
    """
    return re.sub("[^0-9]", "", text or "")


def is_number(text):
    """Whether a text may be a number, or the end of one.

    >>> is_number("6223"), is_number("+81 90-2951-6223"), is_number("Room 6223")
    (True, True, False)
    """
    return bool(_NUMBER.fullmatch(text)) and FEW <= len(digits(text)) <= MOST


def readings(text, dial="", region=None, dials=()):
    """Understand a whole number in each way that it may be meant.

    >>> readings("090-2951-6223", "81", dials=["1", "81"])[0]
    Number(core='9029516223', dial='')
    >>> readings("0081 90 2951 6223", "81", dials=["1", "81"])[0]
    Number(core='9029516223', dial='81')

    :param str text: as it was typed
    :param str dial: code of the country where it was typed
    :param str region: the same country as two letters, for ``phonenumbers``
    :param dials: codes of all countries
    :return: without repetition
    :rtype: list(Number)
    """
    said = digits(text)
    abroad = said if text.startswith("+") else said[2:] if said[:2] == "00" else ""
    found = []
    if abroad:
        code = next((c for c in sorted(dials, key=len) if abroad.startswith(c)), "")
        found.append(Number(abroad[len(code) :].lstrip("0"), code))
    else:
        found.append(Number(said.lstrip("0")))
        if dial and said.startswith(dial):
            found.append(Number(said[len(dial) :].lstrip("0"), dial))
    found += _understood(text, region)
    return [n for n in dict.fromkeys(found) if len(n.core) >= FEW]


def _understood(text, region):
    """Ask ``phonenumbers``, which knows the prefixes of every country."""
    if not phonenumbers:
        return []
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return []
    international = text.startswith("+") or digits(text).startswith("00")
    dial = str(number.country_code) if international else ""
    return [Number(str(number.national_number), dial)]


def closeness(stored, number, dial="", own_dial="", dials=()):
    """How well a stored number fits one that was said.

    >>> said = Number("9029516223")
    >>> closeness("+81 90 2951 6223", said, dial="81", dials=["81", "82"])
    0
    >>> closeness("+82 90 2951 6223", said, dial="81", dials=["81", "82"])
    2
    >>> closeness("+81 3 9029 516223", Number("29516223"), dial="81") is None
    True

    :param str stored: as it stands on the contact
    :param Number number: what was said; ``stored`` ends with its core
    :param str dial: code of the country of the shop
    :param str own_dial: code of the country of the contact
    :param dials: codes of all countries
    :return: 0 for the country that is meant, 1 for the contact's own, 2 for any
        other; ``None`` when it is another number
    """
    rest = digits(stored)
    abroad = stored.strip().startswith("+") or rest.startswith("00")
    rest = rest[: len(rest) - len(number.core)]
    rest = rest.removeprefix("00") if abroad else rest
    meant = number.dial or dial
    if not abroad and rest in ("", "0", "8", "1", "06"):  # inside of a country
        lives = own_dial or dial
        if lives == meant:
            return 0
        return None if number.dial else 1
    code = rest[:-1] if rest.endswith("0") and rest not in dials else rest
    if code == meant and code:
        return 0
    if number.dial or code not in dials:
        return None
    return 1 if code == own_dial else 2


def fit(stored, said, end, dial="", own_dial="", dials=()):
    """How well a stored number fits any reading of what was said, or its end.

    :param said: see :func:`readings`
    :param str end: the last digits that were said, ``None`` when it was all of them
    :return: see :func:`closeness`; greater when only the end fits
    """
    number = digits(stored)
    fits = [
        closeness(stored, reading, dial, own_dial, dials)
        for reading in said
        if number.endswith(reading.core)
    ]
    if end and number.endswith(end):
        fits.append(ENDS_SO)
    return min((fit for fit in fits if fit is not None), default=None)
