# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Numbers, days and words as people write them on lists of paper cards.

Pure Python: nothing here imports Odoo, reads a database or looks at the clock. What
cannot be read raises ``ValueError``; who asks says it in the user's language.
"""

import re
import unicodedata
from datetime import date, datetime
from math import isfinite
from typing import NamedTuple

# Days that mean the same in every language, so the user's language is asked last.
PLAIN_DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y. %m. %d.", "%Y年%m月%d日")
PLAIN_DAYS += ("%Y년 %m월 %d일", "%Y-%m-%d %H:%M:%S")
UNREADABLE = {"Cc", "Cs", "Co", "Cn"}  # control, surrogate, private, unassigned


class Writing(NamedTuple):
    """How a language writes numbers and days."""

    decimal: str = "."
    thousands: str = ","
    day: str = "%m/%d/%Y"


PLAIN = Writing()


def words(value):
    """Read a text: one line, without spaces around it.

    Names from an Apple computer come with their accents and syllables taken apart;
    here they are put together, as Odoo stores them.

    >>> words("  Ada  Lovelace "), words(1001), words(1001.0), words(None)
    ('Ada Lovelace', '1001', '1001', '')
    >>> words("\u1100\u1161") == "\uac00"
    True
    >>> words("a\\0b")
    Traceback (most recent call last):
    ValueError: unreadable
    """
    if value is None or value is False:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError("no text")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = " ".join(unicodedata.normalize("NFC", str(value)).split())
    if any(unicodedata.category(letter) in UNREADABLE for letter in text):
        raise ValueError("unreadable")
    return text


def amount(value, writing=PLAIN):
    """Read a number; nothing is 0.

    >>> amount("1,234.50"), amount("￦ 300000"), amount("１２"), amount("")
    (1234.5, 300000.0, 12.0, 0.0)
    >>> amount("1.234,50", Writing(",", "."))
    1234.5
    >>> amount("1,2")
    Traceback (most recent call last):
    ValueError: 1,2
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        if not isfinite(value):
            raise ValueError(value)
        return float(value)
    text = unicodedata.normalize("NFKC", words(value))
    text = "".join(c for c in text if unicodedata.category(c) not in ("Sc", "Zs"))
    if not text:
        return 0.0
    grouped = rf"\d{{1,3}}({re.escape(writing.thousands or ' ')}\d{{3}})+"
    decimal = re.escape(writing.decimal)
    if not re.fullmatch(rf"[+-]?({grouped}|[0-9]+)({decimal}[0-9]+)?", text, re.ASCII):
        raise ValueError(text)
    text = text.replace(writing.thousands or " ", "")
    return float(text.replace(writing.decimal, "."))


def whole(value, writing=PLAIN):
    """Read a number without decimals; nothing is 0.

    >>> whole("12"), whole("1,200"), whole(12.0), whole("12.0"), whole("-3")
    (12, 1200, 12, 12, -3)
    >>> whole("2.5")
    Traceback (most recent call last):
    ValueError: 2.5
    """
    number = amount(value, writing)
    if not number.is_integer():
        raise ValueError(value)
    return int(number)


def day(value, writing=PLAIN):
    """Read a day; nothing is None.

    >>> day("2024-03-04") == day("2024/3/4") == day("2024년 3월 4일") == day("3/4/2024")
    True
    >>> day("04.03.2024", Writing(day="%d.%m.%Y")), day("")
    (datetime.date(2024, 3, 4), None)
    >>> day("2024-02-30")
    Traceback (most recent call last):
    ValueError: 2024-02-30
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = words(value)
    for written in (*PLAIN_DAYS, writing.day):
        try:
            return datetime.strptime(text, written).date() if text else None
        except ValueError:
            continue
    raise ValueError(text)
