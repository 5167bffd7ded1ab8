"""Telephone numbers: kept in one form, shown in the form that people here dial.

Kept: E.164, with an extension in RFC 3966's manner: "+16515550142;ext=12". Only a number that the
country's plan allows passes; emergency and short numbers do not.
"""

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

__all__ = ["HOME_COUNTRY", "NotAPhone", "clean_phone", "national_phone", "tel_href"]

HOME_COUNTRY = "US"


class NotAPhone(ValueError):
    """This cannot be a telephone number. Carries no text: what was typed must not reach a log."""


def clean_phone(text: str, *, country: str = HOME_COUNTRY) -> str:
    """Return the number as it is kept; without a country code it is read as one of `country`."""
    try:
        number = phonenumbers.parse(text, country)
    except NumberParseException:
        raise NotAPhone from None  # the library's message may repeat the number
    if not phonenumbers.is_valid_number(number):
        raise NotAPhone
    extension = f";ext={number.extension}" if number.extension else ""
    return phonenumbers.format_number(number, PhoneNumberFormat.E164) + extension


def national_phone(kept: str, *, country: str = HOME_COUNTRY) -> str:
    """Return the number as it is written at home; one from abroad with its country code."""
    number = _parsed(kept)
    is_home = phonenumbers.country_code_for_region(country) == number.country_code
    style = PhoneNumberFormat.NATIONAL if is_home else PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(number, style))


def tel_href(kept: str) -> str:
    """Return the address of a link that dials: "tel:+16515550142"."""
    _parsed(kept)
    return f"tel:{kept}"


def _parsed(kept: str) -> PhoneNumber:
    if not kept.startswith("+"):
        raise NotAPhone
    return phonenumbers.parse(clean_phone(kept), None)
