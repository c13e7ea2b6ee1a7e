"""Every use has a key of its own, and the keys are those of HKDF-SHA256 as everybody computes it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from khural.credentials import (
    KeyRefusedError,
    author_key,
    ballot_key,
    box_key,
    derive,
    fingerprint,
    member_key,
    survey_key,
)

VECTORS = json.loads((Path(__file__).parent / "hkdf_vectors.json").read_text(encoding="utf-8"))
TOKEN, SALT = bytes(range(16)), bytes(range(16, 32))


@pytest.mark.parametrize("vector", VECTORS["vectors"], ids=lambda vector: vector["label"])
def test_keys_and_fingerprints_equal_the_known_answers(vector: dict[str, str]) -> None:
    key = derive(bytes.fromhex(vector["token"]), bytes.fromhex(vector["salt"]), vector["label"])
    assert key.hex() == vector["key"]
    assert fingerprint(key) == vector["fingerprint"]


def test_each_use_has_its_label() -> None:
    assert member_key(TOKEN, SALT) == derive(TOKEN, SALT, "khural/1/member")
    assert ballot_key(TOKEN, SALT, 7) == derive(TOKEN, SALT, "khural/1/ballot/07")
    assert author_key(TOKEN, SALT, 39) == derive(TOKEN, SALT, "khural/1/author/39")
    assert survey_key(TOKEN, SALT, "trust-2027") == derive(TOKEN, SALT, "khural/1/survey/trust-2027")
    assert box_key(TOKEN, SALT) == derive(TOKEN, SALT, "khural/1/box")


def test_no_two_uses_and_no_two_editions_share_a_key() -> None:
    keys = [
        make(TOKEN, salt, slot) for salt in (SALT, bytes(16)) for make in (ballot_key, author_key) for slot in range(40)
    ]
    keys += [make(TOKEN, salt) for salt in (SALT, bytes(16)) for make in (member_key, box_key)]
    assert len(set(keys)) == len(keys) == 164


@pytest.mark.parametrize("slot", [-1, 40, 1000])
def test_a_slot_outside_the_edition_is_refused(slot: int) -> None:
    for make in (ballot_key, author_key):
        with pytest.raises(KeyRefusedError) as refusal:
            make(TOKEN, SALT, slot)
        assert refusal.value.message.code == "credentials.key_slot"


@pytest.mark.parametrize(
    "label",
    [
        "",
        "khural/1",
        "khural/2/member",
        "khural/1/ballot/7",
        "khural/1/ballot/40",
        "khural/1/ballot/07\n",
        "khural/1/survey/",
        "khural/1/survey/Ä",
        "khural/1/survey/a/b",
        "khural/1/survey/" + "a" * 41,
        "khural/1/member/",
    ],
)
def test_a_label_outside_the_specification_is_refused(label: str) -> None:
    with pytest.raises(KeyRefusedError) as refusal:
        derive(TOKEN, SALT, label)
    assert refusal.value.message.code == "credentials.key_label"


@pytest.mark.parametrize(("token", "salt"), [(b"", SALT), (TOKEN + b"x", SALT), (TOKEN, b""), (TOKEN, SALT * 2)])
def test_token_and_salt_have_sixteen_bytes(token: bytes, salt: bytes) -> None:
    with pytest.raises(KeyRefusedError) as refusal:
        member_key(token, salt)
    assert refusal.value.message.code == "credentials.key_material"
