"""Files that only their owner opens, on her own computer."""

import pytest
from pyrage import decrypt, x25519

from amparo.lib.agefiles import NotARecipient, clean_recipient, sealed_to


def test_only_her_own_key_opens_it() -> None:
    hers, other = x25519.Identity.generate(), x25519.Identity.generate()
    sealed = sealed_to(str(hers.to_public()), "Rosa Núñez".encode())
    assert sealed.startswith(b"age-encryption.org/v1")
    assert b"Rosa" not in sealed
    assert decrypt(sealed, [hers]).decode() == "Rosa Núñez"
    with pytest.raises(Exception, match="No matching keys"):
        decrypt(sealed, [other])


def test_spaces_around_a_key_are_no_mistake() -> None:
    key = str(x25519.Identity.generate().to_public())
    assert clean_recipient(f"  {key}\n") == key


def test_the_private_half_is_refused_and_not_repeated() -> None:
    secret = str(x25519.Identity.generate())
    with pytest.raises(NotARecipient) as error:
        clean_recipient(secret.lower())
    assert error.value.reason == "private"
    assert secret.casefold() not in repr(error.value).casefold()


@pytest.mark.parametrize("text", ["", "age1", "ssh-ed25519 AAAA", "age1" + "q" * 58, "é" * 62])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(NotARecipient, match="unknown"):
        clean_recipient(text)
