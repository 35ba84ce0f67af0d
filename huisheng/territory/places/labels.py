"""The label for a wall or a door: a QR code whose page takes words for this very place."""

from functools import lru_cache

import segno
from django.utils.safestring import SafeString, mark_safe


@lru_cache(maxsize=2048)
def qr(address: str) -> SafeString:
    """The address as an inline SVG, black on white whatever the page's colours, readable when a quarter is worn off."""
    code = segno.make(address, error="q", micro=False)
    # segno writes numbers and the given colours only; the address is nowhere in the markup.
    return mark_safe(  # nosec B308 B703
        code.svg_inline(border=3, dark="#000", light="#fff", omitsize=True, title="")
    )
