# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Lists of cards as files: CSV and XLSX, read with the libraries that Odoo's import uses.

Nothing here imports Odoo. Rows keep their number in the file, as a spreadsheet counts,
so that a problem can be found where it stands; Odoo's import drops empty rows.
"""

import csv
import io
import zipfile
from typing import NamedTuple

import chardet

SEPARATORS = ",;\t|"
SAMPLE = 50000  # bytes from which an encoding is guessed


class Row(NamedTuple):
    """A row that is not empty."""

    number: int  # from 1, the row of titles included
    cells: list


def read(content):
    """Read a file.

    :param bytes content: of a CSV or XLSX file
    :return: the rows that are not empty, the titles first
    :rtype: list(Row)
    :raise ValueError: when it is neither

    >>> read(b"Reference;Visits\\n\\nA-1;3\\n")
    [Row(number=1, cells=['Reference', 'Visits']), Row(number=3, cells=['A-1', '3'])]
    """
    rows = _read_xlsx(content) if content.startswith(b"PK") else _read_csv(content)
    return [
        Row(number, cells)
        for number, cells in enumerate(rows, start=1)
        if any(cell not in (None, "") for cell in cells)
    ]


def _read_xlsx(content):
    # Imported when needed, as Odoo does: it is slow to load.
    import openpyxl  # noqa: PLC0415
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), True, data_only=True)
        return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    except (InvalidFileException, zipfile.BadZipFile, KeyError, IndexError) as error:
        raise ValueError("no XLSX file") from error


def _read_csv(content):
    text = _decode(content)
    titles = text.partition("\n")[0]
    separator = max(SEPARATORS, key=titles.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise ValueError("no CSV file") from error


def _decode(content):
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Excel in Korean or Japanese still writes older encodings.
        encoding = chardet.detect(content[:SAMPLE])["encoding"] or "latin-1"
        return content.decode(encoding)


def write(rows):
    """Write a CSV file that Excel opens with its accents and syllables.

    :param rows: lists of cells, the titles first
    :rtype: bytes

    >>> write([["Reference", "Customer"], ["A-1", "Kim, Min"]])
    b'\\xef\\xbb\\xbfReference,Customer\\r\\nA-1,"Kim, Min"\\r\\n'
    """
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8-sig")
