"""Tables on the review's paper."""

from html import escape

from smbsocial.ui.review.cost_rows import Rows


def table(rows: Rows) -> str:
    """A table as HTML; "" without rows."""
    if not rows.cells:
        return ""
    heads = "".join(f'<td class="head">{escape(text)}</td>' for text in rows.heads)
    said = [f"<tr>{heads}</tr>"] if heads else []
    for at, cells in enumerate(rows.cells):
        strong = rows.has_sum and at == len(rows.cells) - 1
        inside = (f"<b>{escape(text)}</b>" if strong else escape(text) for text in cells)
        said.append("<tr>" + "".join(f'<td class="cell">{each}</td>' for each in inside) + "</tr>")
    return f'<table width="100%" cellpadding="3" cellspacing="0">{"".join(said)}</table>'
