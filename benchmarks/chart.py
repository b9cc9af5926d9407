"""Charts for the README: bars, two by two, as SVG that works on light and dark."""

WIDTH, ROW, LEFT, TOP = 640, 64, 110, 48
COLORS = ("#b7b1d1", "#71639e")
NAMES = ("plain SQL", "ours")


def bars(title, rows):
    """Draw two bars for each row, each labelled with its number.

    :param rows: ``(label, first, second)``
    :return: the text of an SVG file
    :rtype: str
    """
    greatest = max(max(row[1:]) for row in rows) or 1
    parts = [
        f'<text x="0" y="18" font-weight="bold">{title}</text>',
        *(
            f'<rect x="{LEFT + 120 * n}" y="26" width="10" height="10" fill="{color}"/>'
            f'<text x="{LEFT + 16 + 120 * n}" y="36">{name}</text>'
            for n, (name, color) in enumerate(zip(NAMES, COLORS, strict=True))
        ),
    ]
    for number, (label, *values) in enumerate(rows):
        y = TOP + ROW * number
        parts.append(f'<text x="0" y="{y + 28}">{label}</text>')
        for n, value in enumerate(values):
            long = max((WIDTH - LEFT - 60) * value / greatest, 1)
            parts.append(
                f'<rect x="{LEFT}" y="{y + 4 + 22 * n}" width="{long:.0f}" height="18"'
                f' fill="{COLORS[n]}"/>'
                f'<text x="{LEFT + long + 6:.0f}" y="{y + 18 + 22 * n}">{value:.2f}</text>'
            )
    height = TOP + ROW * len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"'
        ' font-family="sans-serif" font-size="13" fill="#777">'
        + "".join(parts)
        + "</svg>\n"
    )
