"""Who may open what: only those to whom a chain of signatures leads from the paper kit."""

import random
from dataclasses import replace
from datetime import date

import pytest

from amparo.lib.sealing.grants import (
    Grant,
    Refusal,
    Revocation,
    Scope,
    sign_grant,
    verify_chain,
)
from amparo.lib.sealing.keys import HolderKeys

KIT, ALMA, BETO, TEO = (HolderKeys.from_seed(bytes([at]) * 32) for at in range(4))
ROOT = KIT.public.signing
CAMPAIGNS = Scope("campaign")
ONE = Scope("campaign", "k1")
ANOTHER = Scope("campaign", "k2")
CLINICS = Scope("clinic")
TODAY = date(2026, 11, 23)


def granted(
    name: str, keys: HolderKeys, by: HolderKeys, scope: Scope = CAMPAIGNS, on: date = TODAY
) -> Grant:
    return sign_grant(Grant(name, keys.public, scope, on), by=by.signing)


ALMAS = granted("alma", ALMA, KIT)
BETOS = granted("beto", BETO, ALMA)


def reasons(*grants: Grant, revocations: tuple[Revocation, ...] = ()) -> list[Refusal]:
    return [why for _, why in verify_chain(grants, ROOT, revocations=revocations).refused]


def holders(
    *grants: Grant, scope: Scope = CAMPAIGNS, revocations: tuple[Revocation, ...] = ()
) -> set[str]:
    return set(verify_chain(grants, ROOT, revocations=revocations).holders(scope))


def test_the_kit_grants_to_alma_and_alma_to_beto() -> None:
    chain = verify_chain([ALMAS, BETOS], ROOT)
    assert chain.holders(CAMPAIGNS) == {"alma": ALMA.public, "beto": BETO.public}
    assert chain.grants == (ALMAS, BETOS)
    assert chain.refused == ()


def test_the_kit_may_grant_to_itself() -> None:
    assert holders(granted("kit", KIT, KIT)) == {"kit"}


def test_nobody_is_entitled_where_nothing_was_granted() -> None:
    assert verify_chain([], ROOT).holders(CAMPAIGNS) == {}


def test_a_long_chain_counts_in_any_order() -> None:
    people = [HolderKeys.from_seed(bytes([100 + at]) * 32) for at in range(8)]
    signers = [KIT, *people]
    grants = [
        granted(f"p{at}", keys, by)
        for at, (keys, by) in enumerate(zip(people, signers, strict=False))
    ]
    for seed in range(5):
        random.Random(seed).shuffle(grants)
        assert len(holders(*grants)) == 8


@pytest.mark.parametrize(
    "altered",
    [
        replace(ALMAS, holder="teo"),
        replace(ALMAS, public=TEO.public),
        replace(ALMAS, public=replace(ALMA.public, sealing=TEO.public.sealing)),
        replace(ALMAS, public=replace(ALMA.public, signing=TEO.public.signing)),
        replace(ALMAS, scope=CLINICS),
        replace(ALMAS, scope=ONE),
        replace(ALMAS, granted_on=date(2026, 11, 24)),
        replace(ALMAS, signer=TEO.public.signing),
        replace(ALMAS, signature=bytes(64)),
        replace(ALMAS, signature=b""),
        Grant("alma", ALMA.public, CAMPAIGNS, TODAY),
    ],
)
def test_an_altered_or_unsigned_grant_is_refused(altered: Grant) -> None:
    assert reasons(altered) == [Refusal.ALTERED]
    assert holders(altered, scope=altered.scope) == set()


def test_a_stranger_cannot_grant() -> None:
    assert reasons(granted("teo", TEO, TEO)) == [Refusal.UNCHAINED]
    assert holders(ALMAS, granted("beto", BETO, TEO)) == {"alma"}


def test_another_kit_cannot_grant() -> None:
    assert verify_chain([ALMAS], TEO.public.signing).grants == ()


def test_a_circle_gives_nothing() -> None:
    circle = granted("beto", BETO, TEO), granted("teo", TEO, BETO)
    assert reasons(*circle) == [Refusal.UNCHAINED, Refusal.UNCHAINED]


def test_nobody_can_grant_more_than_she_has() -> None:
    alma_has_one = granted("alma", ALMA, KIT, ONE)
    assert holders(alma_has_one, BETOS, scope=ONE) == {"alma"}
    assert holders(alma_has_one, granted("beto", BETO, ALMA, ANOTHER), scope=ANOTHER) == set()
    assert holders(alma_has_one, granted("beto", BETO, ALMA, ONE), scope=ONE) == {"alma", "beto"}


def test_a_grant_to_all_campaigns_covers_each_and_no_clinic() -> None:
    assert holders(ALMAS, scope=ONE) == {"alma"}
    assert holders(ALMAS, scope=CLINICS) == set()
    assert holders(ALMAS, granted("beto", BETO, ALMA, CLINICS), scope=CLINICS) == set()


def test_a_grant_to_one_keyspace_is_not_one_to_all() -> None:
    alma_has_one = granted("alma", ALMA, KIT, ONE)
    assert holders(alma_has_one, scope=CAMPAIGNS) == set()
    assert holders(alma_has_one, scope=ANOTHER) == set()


def test_a_revoked_grant_takes_what_was_granted_on_its_strength() -> None:
    gone = (Revocation(ALMAS.digest),)
    assert holders(ALMAS, BETOS, revocations=gone) == set()
    assert reasons(ALMAS, BETOS, revocations=gone) == [Refusal.REVOKED, Refusal.UNCHAINED]


def test_what_a_revocation_lets_stand_stands_and_nothing_later() -> None:
    gone = (Revocation(ALMAS.digest, stands=frozenset({BETOS.digest})),)
    afterwards = granted("teo", TEO, ALMA)
    assert holders(ALMAS, BETOS, afterwards, revocations=gone) == {"beto"}
    assert holders(ALMAS, BETOS, granted("teo", TEO, BETO), revocations=gone) == {"beto", "teo"}


def test_a_revocation_cannot_let_stand_what_was_never_signed() -> None:
    forged = replace(granted("teo", TEO, TEO), signer=ALMA.public.signing)
    gone = (Revocation(ALMAS.digest, stands=frozenset({forged.digest})),)
    assert holders(ALMAS, forged, revocations=gone) == set()


def test_a_second_grant_with_other_keys_does_not_replace_the_first() -> None:
    later = granted("alma", TEO, KIT, on=date(2026, 11, 24))
    assert verify_chain([later, ALMAS], ROOT).holders(CAMPAIGNS) == {"alma": ALMA.public}
    assert reasons(later, ALMAS) == [Refusal.OTHER_KEYS]


def test_after_a_revocation_new_keys_count() -> None:
    later = granted("alma", TEO, KIT, on=date(2026, 11, 24))
    chain = verify_chain([ALMAS, later], ROOT, revocations=[Revocation(ALMAS.digest)])
    assert chain.holders(CAMPAIGNS) == {"alma": TEO.public}


def test_the_same_holder_may_have_several_scopes() -> None:
    clinics = granted("alma", ALMA, KIT, CLINICS)
    assert holders(ALMAS, clinics, scope=CLINICS) == holders(ALMAS, clinics) == {"alma"}


def test_digests_differ_with_what_is_said() -> None:
    assert len({ALMAS.digest, BETOS.digest, granted("alma", ALMA, KIT, ONE).digest}) == 3
    assert len(ALMAS.digest) == 32
