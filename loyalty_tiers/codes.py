# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Codes that are scanned, drawn as images that hold themselves.

Odoo's own drawing needs a library for pixels that many servers lack; this needs none,
and a page that holds its images prints without network.
"""

import base64
import io

from PIL import Image
from reportlab.graphics import renderSVG
from reportlab.graphics.barcode.qr import QrCodeWidget

from odoo.tools.barcode import createBarcodeDrawing

DOT = 10  # pixels of a printer's or a mail's smallest square
QUIET = 2  # squares of white around


def qr_png(text):
    """Draw a QR code.

    :return: a PNG file
    :rtype: bytes
    """
    code = QrCodeWidget(text, barLevel="M").qr
    code.make()
    rows = code.modules
    size = len(rows) + 2 * QUIET
    image = Image.new("1", (size, size), 1)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                image.putpixel((x + QUIET, y + QUIET), 0)
    file = io.BytesIO()
    image.resize((size * DOT, size * DOT)).save(file, "PNG")
    return file.getvalue()


def bars_svg(text):
    """Draw a bar code (Code 128, as an EAN that starts with 0 is no EAN to scanners).

    :return: an SVG file
    :rtype: bytes
    """
    drawing = createBarcodeDrawing("Code128", value=text, width=480, height=84, quiet=0)
    return renderSVG.drawToString(drawing).encode()


def address(kind, image):
    """Return the address that holds an image itself.

    >>> address("png", b"x")
    'data:image/png;base64,eA=='
    """
    return f"data:image/{kind};base64,{base64.b64encode(image).decode()}"
