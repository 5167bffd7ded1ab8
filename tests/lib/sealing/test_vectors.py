"""Our sealing against numbers that others published, and against what version 1 once wrote.

The key schedule below is written from RFC 9180, section 5.1, apart from the library that seals.
"""

import hashlib
import hmac
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from amparo.lib.sealing.cards import CardInfo, unseal_card, unseal_comment
from amparo.lib.sealing.envelopes import CannotUnseal, unseal
from amparo.lib.sealing.grants import Grant, Scope, verify_chain
from amparo.lib.sealing.keys import HolderKeys, HolderPublic, SealingPair
from amparo.lib.sealing.symmetric import derive, unseal_with
from amparo.lib.sealing.words import fingerprint_words, seed_from_words
from amparo.lib.sealing.wrapping import unwrap

HERE = Path(__file__).parent
PUBLISHED = json.loads((HERE / "xwing_vectors.json").read_text())
KEPT = json.loads((HERE / "envelopes_v1.json").read_text())
HPKE_ID = b"HPKE" + bytes.fromhex("647a00010003")  # X-Wing, HKDF-SHA256, ChaCha20-Poly1305

unhex = bytes.fromhex


def extracted(salt: bytes, label: bytes, material: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + HPKE_ID + label + material, "sha256")


def expanded(secret: bytes, label: bytes, context: bytes, length: int) -> bytes:
    info = length.to_bytes(2, "big") + b"HPKE-v1" + HPKE_ID + label + context
    return hmac.digest(secret, info + b"\1", "sha256")[:length]


def schedule(shared_secret: bytes, info: bytes) -> tuple[bytes, bytes]:
    context = b"\0" + extracted(b"", b"psk_id_hash", b"") + extracted(b"", b"info_hash", info)
    secret = extracted(shared_secret, b"secret", b"")
    return expanded(secret, b"key", context, 32), expanded(secret, b"base_nonce", context, 12)


def sealed_by_hand(enc: bytes, shared_secret: bytes, plaintext: bytes, info: bytes) -> bytes:
    key, nonce = schedule(shared_secret, info)
    return b"\1" + enc + ChaCha20Poly1305(key).encrypt(nonce, plaintext, None)


@pytest.mark.parametrize("vector", PUBLISHED["xwing"])
def test_a_published_seed_gives_the_published_public_key(vector: dict[str, str]) -> None:
    assert SealingPair.from_seed(unhex(vector["seed"])).public == unhex(vector["pk"])


@pytest.mark.parametrize("vector", PUBLISHED["xwing"])
def test_a_published_ciphertext_opens_to_the_published_secret(vector: dict[str, str]) -> None:
    private = SealingPair.from_seed(unhex(vector["seed"])).private
    envelope = sealed_by_hand(unhex(vector["ct"]), unhex(vector["ss"]), b"Rosa", b"here")
    assert unseal(envelope, private_key=private, info=b"here") == b"Rosa"


def test_a_wrong_shared_secret_would_be_noticed() -> None:
    vector = PUBLISHED["xwing"][0]
    private = SealingPair.from_seed(unhex(vector["seed"])).private
    with pytest.raises(CannotUnseal):
        unseal(
            sealed_by_hand(unhex(vector["ct"]), bytes(32), b"x", b""), private_key=private, info=b""
        )


def test_the_published_hpke_run_with_our_suite_is_ours() -> None:
    vector = PUBLISHED["hpke"]
    info, secret = unhex(vector["info"]), unhex(vector["shared_secret"])
    key, nonce = schedule(secret, info)
    assert (key.hex(), nonce.hex()) == (vector["key"], vector["base_nonce"])
    first = vector["first"]
    published = ChaCha20Poly1305(key).decrypt(nonce, unhex(first["ct"]), unhex(first["aad"]))
    assert published == unhex(first["pt"])
    pair = SealingPair.from_seed(unhex(vector["skRm"]))
    assert pair.public == unhex(vector["pkRm"])
    envelope = sealed_by_hand(unhex(vector["enc"]), secret, published, info)
    assert unseal(envelope, private_key=pair.private, info=info) == published


@pytest.mark.parametrize("kept", KEPT["cards"])
def test_cards_of_version_1_open_for_ever(kept: dict[str, Any]) -> None:
    info = CardInfo(**kept["info"])
    card = unseal_card(unhex(kept["sealed"]), private_key=unhex(kept["private"]), info=info)
    assert card == kept["card"]


@pytest.mark.parametrize("kept", KEPT["comments"])
def test_comments_of_version_1_open_for_ever(kept: dict[str, Any]) -> None:
    info = CardInfo(**kept["info"])
    private = unhex(kept["private"])
    assert unseal_comment(unhex(kept["sealed"]), private_key=private, info=info) == kept["comment"]


@pytest.mark.parametrize("kept", KEPT["symmetric"])
def test_what_was_sealed_with_a_shared_key_opens_for_ever(kept: dict[str, str]) -> None:
    key = derive(unhex(kept["key"]), *kept["labels"])
    opened = unseal_with(key, unhex(kept["sealed"]), info=kept["info"].encode())
    assert opened.decode() == kept["plaintext"]


@pytest.mark.parametrize("kept", KEPT["holders"])
def test_a_holder_comes_back_from_paper_and_from_her_passphrase(kept: dict[str, Any]) -> None:
    wrapped, info = unhex(kept["wrapped"]), kept["holder"].encode()
    seed = unwrap(wrapped, kept["passphrase"], info=info)
    assert {seed_from_words(kept["words_en"]), seed_from_words(kept["words_es"])} == {seed}
    public = HolderKeys.from_seed(seed).public
    assert hashlib.sha256(public.sealing).hexdigest() == kept["sealing_sha256"]
    assert public.signing.hex() == kept["signing"]
    assert " ".join(fingerprint_words(public)) == kept["fingerprint_en"]
    assert " ".join(fingerprint_words(public, "es")) == kept["fingerprint_es"]


def test_grants_of_version_1_verify_for_ever() -> None:
    kept = KEPT["grants"]
    grants = [grant_from(row) for row in kept["grants"]]
    chain = verify_chain(grants, unhex(kept["root"]))
    assert sorted(chain.holders(Scope("campaign", "k1"))) == ["alma", "beto"]


def grant_from(row: dict[str, str]) -> Grant:
    return Grant(
        holder=row["holder"],
        public=HolderPublic(unhex(row["sealing"]), unhex(row["signing"])),
        scope=Scope(row["kind"], row["keyspace"]),
        granted_on=date.fromisoformat(row["granted_on"]),
        signer=unhex(row["signer"]),
        signature=unhex(row["signature"]),
    )
