"""The square of a link, for a poster."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe


def link_square(url: str) -> SafeString:
    """A QR code as SVG."""
    # segno writes numbers and fixed words only; the link is drawn, not written.
    svg = segno.make(url, error="m").svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None)
    return mark_safe(svg.replace("<svg", '<svg aria-hidden="true" focusable="false"', 1))  # noqa: S308 - see above
