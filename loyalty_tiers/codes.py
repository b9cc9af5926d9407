# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Codes that are scanned, drawn as images that hold themselves.

Odoo's own drawing needs a library for pixels that many servers lack; this needs none,
and a page that holds its images prints without network.
"""

import base64
import io

from PIL import Image
from reportlab.graphics.barcode.code128 import Code128
from reportlab.graphics.barcode.qr import QrCodeWidget

DOT = 10  # pixels of a printer's or a mail's smallest square
QUIET = 2  # squares of white around


def _squares(text):
    code = QrCodeWidget(text, barLevel="M").qr
    code.make()
    return code.modules


def qr_png(text):
    """Draw a QR code.

    :return: a PNG file
    :rtype: bytes
    """
    rows = _squares(text)
    size = len(rows) + 2 * QUIET
    image = Image.new("1", (size, size), 1)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                image.putpixel((x + QUIET, y + QUIET), 0)
    file = io.BytesIO()
    image.resize((size * DOT, size * DOT)).save(file, "PNG")
    return file.getvalue()


def qr_path(text):
    """Draw a QR code for a page that scales.

    :return: an SVG path of squares of size 1, and how many stand in a row
    :rtype: tuple(str, int)
    """
    rows = _squares(text)
    path = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    return path, len(rows)


def bars_path(text):
    """Draw a bar code (Code 128, as an EAN that starts with 0 is no EAN to scanners).

    :return: an SVG path of height 1, and its width in thinnest bars
    :rtype: tuple(str, int)
    """
    code = Code128(text)
    code.validate()
    code.encode()
    code.decompose()
    path, at = [], 0
    for letter in code.decomposed:  # a letter is a width; capitals are black
        width = ord(letter.upper()) - ord("A") + 1
        if letter.isupper():
            path.append(f"M{at} 0h{width}v1h-{width}z")
        at += width
    return "".join(path), at


def address(kind, image):
    """Return the address that holds an image itself.

    >>> address("png", b"x")
    'data:image/png;base64,eA=='
    """
    return f"data:image/{kind};base64,{base64.b64encode(image).decode()}"
