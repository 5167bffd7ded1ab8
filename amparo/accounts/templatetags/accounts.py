"""What only the pages of accounts show."""

from base64 import b64encode

from django import template

from amparo.lib.qrcodes import qr_png

register = template.Library()


@register.filter
def qr_image(address: str) -> str:
    """A PNG as a data: address, black on white in the dark theme too: a phone has to read it."""
    return "data:image/png;base64," + b64encode(qr_png(address, scale=5)).decode("ascii")
