"""QR codes of our own addresses, as inline SVG for pages and paper and as PNG for posters.

The SVG takes the color of the words around it (currentColor), so it must never stand on a dark
ground: phones read dark on light only. Print the address in words beside it, always.
"""

import html
import io

import segno

QUIET_ZONE = 4  # modules of white on each side; ISO/IEC 18004 asks for four


def qr_svg(address: str, *, title: str, css_class: str = "qr") -> str:
    """An inline `<svg>` that scales with its box; `title` says where it leads."""
    code = _code(address)
    side = code.symbol_size(border=QUIET_ZONE)[0]
    return (
        f'<svg class="{html.escape(css_class)}" xmlns="http://www.w3.org/2000/svg" role="img"'
        f' viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f"<title>{html.escape(title)}</title>"
        f'<path fill="currentColor" d="{_runs(code)}"/></svg>'
    )


def qr_png(address: str, *, scale: int = 12) -> bytes:
    """A black and white PNG with `scale` dots a module."""
    out = io.BytesIO()
    _code(address).save(out, kind="png", scale=scale, border=QUIET_ZONE)
    return out.getvalue()


def _code(address: str) -> segno.QRCode:
    """Level M: legible after a copier and a fold, without growing the code."""
    return segno.make_qr(address, error="m", boost_error=True)


def _runs(code: segno.QRCode) -> str:
    """One path of horizontal runs: a quarter of the bytes of a square for each module."""
    parts = []
    for y, row in enumerate(code.matrix):
        start = None
        for x, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                left, top, length = start + QUIET_ZONE, y + QUIET_ZONE, x - start
                parts.append(f"M{left} {top}h{length}v1h-{length}z")
                start = None
    return "".join(parts)
