"""Keys in ssh-agent and in FIDO tokens sign through ssh-keygen; a real agent is asked."""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sdc_desktop.core.signing import NAMESPACE, SignatureError, sign, verify
from sdc_desktop.core.sshsig import OutsideKey
from sdc_desktop.workbook.finish import load_signer
from sdc_desktop.workbook.outside_keys import (
    NotSignedError,
    PublicKeyError,
    agent_public_keys,
    token_key,
)

MESSAGE = b'{"who":"Ann"}'
needs_openssh = pytest.mark.skipif(
    shutil.which("ssh-keygen") is None, reason="OpenSSH is not at hand"
)


def made_key(folder: Path, kind: str) -> Path:
    path = folder / "ann"
    words = ["ssh-keygen", "-q", "-t", kind, "-N", "", "-C", "ann@example.org", "-f", str(path)]
    subprocess.run(words, check=True)
    return path


def refuse_to_ask() -> str:
    raise AssertionError("an agent's key needs no passphrase")


@pytest.mark.parametrize("kind", ["ed25519", "ecdsa", "rsa"])
def test_a_key_in_the_agent_signs(ssh_agent, tmp_path, kind):
    ssh_agent(made_key(tmp_path, kind))
    signer = load_signer(tmp_path / "ann.pub", refuse_to_ask)
    assert signer.who == "ann@example.org"
    made = sign(MESSAGE, signer.key)
    assert verify(MESSAGE, made).public_key == signer.key.public_key
    assert [line.split()[1] for line in agent_public_keys()] == [signer.key.public_key.split()[1]]


def test_a_key_that_is_not_in_the_agent_is_said(ssh_agent, tmp_path):
    made_key(tmp_path, "ed25519").unlink()
    signer = load_signer(tmp_path / "ann.pub", refuse_to_ask)
    with pytest.raises(NotSignedError, match=r"could not sign with ann\.pub"):
        sign(MESSAGE, signer.key)
    assert agent_public_keys() == ()


def test_without_an_agent_no_keys_are_offered(monkeypatch):
    monkeypatch.setenv("SSH_AUTH_SOCK", "nowhere")
    assert agent_public_keys() == ()


@pytest.mark.parametrize(
    "data", [b"", b"ssh-ed25519", b"ssh-ed25519 !!", b"ssh-rsa AAAA x", b"\xff"]
)
def test_what_is_no_public_key_is_refused(tmp_path, data):
    (tmp_path / "x.pub").write_bytes(data)
    with pytest.raises(PublicKeyError):
        load_signer(tmp_path / "x.pub", refuse_to_ask)


def test_a_signature_of_another_key_is_not_taken():
    other = Ed25519PrivateKey.generate()
    asked = token("ed25519").public_key
    key = OutsideKey(asked, lambda message, namespace: sign(message, other, namespace=namespace))
    with pytest.raises(SignatureError, match="Another key"):
        sign(MESSAGE, key)


def text(data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + data


def number(value: int) -> bytes:
    return text(value.to_bytes(value.bit_length() // 8 + 1, "big"))


def token(kind: str, application: bytes = b"ssh:") -> OutsideKey:
    """A FIDO token made of software: it signs as PROTOCOL.u2f of OpenSSH says."""
    if kind == "ed25519":
        key = Ed25519PrivateKey.generate()
        name = b"sk-ssh-ed25519@openssh.com"
        point = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        blob = text(name) + text(point) + text(application)
    else:
        key = ec.generate_private_key(ec.SECP256R1())
        name = b"sk-ecdsa-sha2-nistp256@openssh.com"
        form = PublicFormat.UncompressedPoint
        point = key.public_key().public_bytes(Encoding.X962, form)
        blob = text(name) + text(b"nistp256") + text(point) + text(application)

    def make(message: bytes, namespace: str) -> str:
        parts = (namespace.encode(), b"", b"sha512", hashlib.sha512(message).digest())
        to_sign = b"SSHSIG" + b"".join(text(part) for part in parts)
        told = b"\x01" + (77).to_bytes(4, "big")
        digests = hashlib.sha256(application).digest(), hashlib.sha256(to_sign).digest()
        seen = digests[0] + told + digests[1]
        if kind == "ed25519":
            raw = key.sign(seen)
        else:
            r, s = decode_dss_signature(key.sign(seen, ec.ECDSA(hashes.SHA256())))
            raw = number(r) + number(s)
        inner = text(name) + text(raw) + told
        pieces = (blob, *parts[:3], inner)
        whole = b"SSHSIG" + (1).to_bytes(4, "big") + b"".join(text(one) for one in pieces)
        body = base64.b64encode(whole).decode()
        lines = [body[at : at + 70] for at in range(0, len(body), 70)]
        return "\n".join(
            ["-----BEGIN SSH SIGNATURE-----", *lines, "-----END SSH SIGNATURE-----", ""]
        )

    return OutsideKey(f"{name.decode()} {base64.b64encode(blob).decode()}", make)


@needs_openssh
@pytest.mark.parametrize("kind", ["ed25519", "ecdsa"])
def test_signatures_of_tokens_are_good_here_and_for_ssh_keygen(tmp_path, kind):
    key = token(kind)
    made = sign(MESSAGE, key)
    assert verify(MESSAGE, made).public_key == key.public_key
    (tmp_path / "s").write_text(made)
    (tmp_path / "signers").write_text(f"ann {key.public_key}\n")
    words = ["ssh-keygen", "-Y", "verify", "-f", "signers", "-I", "ann", "-n", NAMESPACE]
    done = subprocess.run(
        [*words, "-s", "s"], input=MESSAGE, cwd=tmp_path, capture_output=True, check=False
    )
    assert done.stdout.startswith(b"Good"), done.stderr


@pytest.mark.parametrize("kind", ["ed25519", "ecdsa"])
def test_no_byte_of_a_tokens_signature_can_be_changed(kind):
    key = token(kind)
    lines = sign(MESSAGE, key).splitlines()
    whole = base64.b64decode("".join(lines[1:-1]))
    for place in range(len(whole)):
        changed = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
        body = base64.b64encode(changed).decode()
        broken = [body[at : at + 70] for at in range(0, len(body), 70)]
        with pytest.raises(SignatureError):
            verify(MESSAGE, "\n".join([lines[0], *broken, lines[-1], ""]))


def test_a_file_that_stands_for_a_token_is_told_from_a_key(tmp_path):
    blob = base64.b64decode(token("ed25519").public_key.split()[1])
    head = b"openssh-key-v1\0" + text(b"none") + text(b"none") + text(b"")
    body = base64.b64encode(head + (1).to_bytes(4, "big") + text(blob) + text(b"x" * 64)).decode()
    file = f"-----BEGIN OPENSSH PRIVATE KEY-----\n{body}\n-----END OPENSSH PRIVATE KEY-----\n"
    found = token_key(tmp_path / "id_ed25519_sk", file.encode())
    assert found is not None
    assert found.public_key.startswith("sk-ssh-ed25519@openssh.com ")
    assert token_key(tmp_path / "other", b"-----BEGIN OPENSSH PRIVATE KEY-----\n!!") is None
