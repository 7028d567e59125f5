"""Our signatures are OpenSSH's: ssh-keygen accepts ours, and we accept ssh-keygen's."""

import base64
import shutil
import subprocess

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sdc_desktop.core.signing import (
    NAMESPACE,
    KeyUnusableError,
    PassphraseMissingError,
    PassphraseWrongError,
    SignatureError,
    SignersUnreadableError,
    allowed_signers_line,
    fingerprint,
    load_private_key,
    new_key,
    parse_allowed_signers,
    principal,
    public_line,
    sign,
    verify,
)

MESSAGE = '{"who":"Zoë"}'.encode()
WHEN = "2026-11-21T09:30:00Z"

needs_ssh_keygen = pytest.mark.skipif(
    shutil.which("ssh-keygen") is None, reason="ssh-keygen is not at hand"
)


def _ssh_keygen(*words, data=b""):
    return subprocess.run(["ssh-keygen", *map(str, words)], input=data, capture_output=True)


@pytest.fixture(scope="module", params=["ed25519", "rsa", "ecdsa"])
def key(request):
    match request.param:
        case "rsa":
            return rsa.generate_private_key(65537, 2048)
        case "ecdsa":
            return ec.generate_private_key(ec.SECP384R1())
    return Ed25519PrivateKey.generate()


def test_a_signature_holds_for_its_message_and_names_its_key(key):
    verified = verify(MESSAGE, sign(MESSAGE, key))
    assert verified.public_key == public_line(key)
    assert verified.fingerprint == fingerprint(key)


def test_a_signature_does_not_hold_for_another_message(key):
    with pytest.raises(SignatureError):
        verify(MESSAGE + b" ", sign(MESSAGE, key))


def test_a_signature_does_not_hold_for_another_purpose(key):
    with pytest.raises(SignatureError):
        verify(MESSAGE, sign(MESSAGE, key, namespace="git"))


def test_no_byte_of_a_signature_can_be_changed():
    text = sign(MESSAGE, Ed25519PrivateKey.generate())
    for place in range(len(text)):
        for other in {"A", "B", "\n", " ", chr(ord(text[place]) ^ 1)} - {text[place]}:
            with pytest.raises(SignatureError):
                verify(MESSAGE, text[:place] + other + text[place + 1 :])


@pytest.mark.parametrize("text", ["", "x", "-----BEGIN SSH SIGNATURE-----\n", "é" * 50])
def test_what_is_no_signature_is_an_error_in_words(text):
    with pytest.raises(SignatureError):
        verify(MESSAGE, text)


def test_a_signature_with_a_cut_inside_is_an_error_in_words():
    lines = sign(MESSAGE, Ed25519PrivateKey.generate()).split("\n")
    blob = base64.b64decode("".join(lines[1:-2]))
    for length in range(len(blob)):
        body = base64.b64encode(blob[:length]).decode()
        wrapped = [body[start : start + 70] for start in range(0, len(body), 70)]
        with pytest.raises(SignatureError):
            verify(MESSAGE, "\n".join([lines[0], *wrapped, *lines[-2:]]))


@needs_ssh_keygen
@pytest.mark.parametrize("who", ["ann@example.gov.uk", "Ann Example", "Zoë O'Neill", 'A "x", *'])
def test_ssh_keygen_says_good(tmp_path, key, who):
    signature, signers = tmp_path / "m.sig", tmp_path / "allowed_signers"
    signature.write_text(sign(MESSAGE, key), encoding="utf-8")
    signers.write_text(allowed_signers_line(who, key), encoding="utf-8")
    words = ("-Y", "verify", "-f", signers, "-I", principal(who), "-n", NAMESPACE, "-s", signature)
    good = _ssh_keygen(*words, data=MESSAGE)
    assert good.returncode == 0, good.stderr
    assert good.stdout.startswith(b"Good ")
    assert _ssh_keygen(*words, data=MESSAGE + b"x").returncode != 0


def test_a_name_is_harmless_in_a_command_line():
    assert (
        principal('Eve "$(rm -rf ~)" `x` \\ %PATH% & | > y; ^')
        == "Eve __(rm -rf ~)_ _x_ _ _PATH_ _ _ _ y_ _"
    )


@needs_ssh_keygen
def test_ssh_keygen_finds_nothing_wrong_without_a_list(tmp_path, key):
    signature = tmp_path / "m.sig"
    signature.write_text(sign(MESSAGE, key))
    words = ("-Y", "check-novalidate", "-n", NAMESPACE, "-s", signature)
    assert _ssh_keygen(*words, data=MESSAGE).returncode == 0


@needs_ssh_keygen
@pytest.mark.parametrize("kind", ["ed25519", "ecdsa", "rsa"])
@pytest.mark.parametrize("passphrase", ["", "pass phräse"])
def test_keys_of_ssh_keygen_sign_here(tmp_path, kind, passphrase):
    file = tmp_path / "key"
    assert _ssh_keygen("-q", "-t", kind, "-N", passphrase, "-f", file).returncode == 0
    key = load_private_key(file.read_bytes(), passphrase.encode())
    line = verify(MESSAGE, sign(MESSAGE, key)).public_key
    assert (tmp_path / "key.pub").read_text().startswith(line)


@needs_ssh_keygen
@pytest.mark.parametrize("kind", ["ed25519", "ecdsa", "rsa"])
def test_signatures_of_ssh_keygen_hold_here(tmp_path, kind):
    file = tmp_path / "key"
    _ssh_keygen("-q", "-t", kind, "-N", "", "-f", file)
    signature = _ssh_keygen("-q", "-Y", "sign", "-f", file, "-n", NAMESPACE, data=MESSAGE).stdout
    verified = verify(MESSAGE, signature.decode())
    assert verified.fingerprint.encode() in _ssh_keygen("-l", "-f", file).stdout


@needs_ssh_keygen
def test_ssh_keygen_opens_our_new_key(tmp_path):
    made = new_key(b"secret", "ann@example.gov.uk")
    file = tmp_path / "key"
    file.write_bytes(made.private)
    file.chmod(0o600)
    shown = _ssh_keygen("-y", "-P", "secret", "-f", file)
    assert shown.stdout.split()[:2] == made.public.split()[:2]


def test_a_locked_key_asks_for_its_passphrase():
    with pytest.raises(PassphraseMissingError) as caught:
        load_private_key(new_key(b"secret").private, None)
    assert caught.value.hint


def test_a_wrong_passphrase_is_said_to_be_wrong():
    with pytest.raises(PassphraseWrongError):
        load_private_key(new_key(b"secret").private, b"Secret")


def test_a_passphrase_for_an_open_key_does_no_harm():
    assert load_private_key(new_key(None).private, b"secret")


@pytest.mark.parametrize("cut", [0, 20, 100, 300])
def test_what_is_no_key_is_an_error_with_a_hint(cut):
    with pytest.raises(KeyUnusableError) as caught:
        load_private_key(new_key(None).private[:cut], None)
    assert ".pub" in caught.value.hint


def test_the_public_file_is_no_private_key():
    with pytest.raises(KeyUnusableError):
        load_private_key(new_key(None).public, None)


def test_the_line_we_write_allows_who_signed_and_nobody_else():
    key, other = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    (signer,) = parse_allowed_signers(allowed_signers_line("Ann Example", key))
    assert signer.allows("Ann Example", public_line(key), WHEN)
    assert not signer.allows("Ann", public_line(key), WHEN)
    assert not signer.allows("Ann Example", public_line(other), WHEN)
    assert not signer.allows("Ann Example", public_line(key), WHEN, "git")


@pytest.mark.parametrize(
    ("options", "allowed"),
    [
        ("", True),
        ('namespaces="git,sdc-*" ', True),
        ('namespaces="git" ', False),
        ('valid-after="20261121" ', True),
        ('valid-after="202611210931Z" ', False),
        ('valid-before="20261121093000Z" ', False),
        ("cert-authority ", False),
    ],
)
def test_options_of_a_line_limit_its_key(options, allowed):
    line = public_line(Ed25519PrivateKey.generate())
    (signer,) = parse_allowed_signers(f"# ours\n\n*@example.org {options}{line} comment\n")
    assert signer.allows("ann@example.org", line, WHEN) is allowed


def test_a_name_that_is_excluded_is_not_allowed():
    line = public_line(Ed25519PrivateKey.generate())
    (signer,) = parse_allowed_signers(f"*@example.org,!bob@example.org {line}\n")
    assert signer.allows("ann@example.org", line, WHEN)
    assert not signer.allows("bob@example.org", line, WHEN)


@pytest.mark.parametrize(
    "text", ["ann", "ann ssh-ed25519", "ann rubbish AAAA", 'ann x="1" ssh-rsa A']
)
def test_a_line_that_cannot_be_read_is_named(text):
    with pytest.raises(SignersUnreadableError, match="Line 2"):
        parse_allowed_signers(f"# fine\n{text}\n")
