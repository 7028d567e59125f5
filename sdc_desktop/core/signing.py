"""Signing: keys as OpenSSH keeps them, signatures, and the list of signers whom a reader trusts."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_ssh_private_key,
)

from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.sshsig import (
    NAMESPACE,
    OutsideKey,
    PrivateKey,
    PublicKey,
    SignatureError,
    SigningKey,
    VerifiedSignature,
    fingerprint,
    public_line,
    sign,
    verify,
)

__all__ = [
    "NAMESPACE",
    "AllowedSigner",
    "KeyUnusableError",
    "NewKey",
    "OutsideKey",
    "PassphraseMissingError",
    "PassphraseWrongError",
    "PrivateKey",
    "PublicKey",
    "SignatureError",
    "SignersUnreadableError",
    "SigningKey",
    "VerifiedSignature",
    "allowed_signers_line",
    "fingerprint",
    "load_private_key",
    "new_key",
    "parse_allowed_signers",
    "principal",
    "public_line",
    "sign",
    "verify",
]

_KEY_TYPES = re.compile(r"(ssh|ecdsa|sk-ssh|sk-ecdsa)-[a-z0-9@.-]+")
_OPENSSH = b"-----BEGIN OPENSSH PRIVATE KEY-----"
_UNNAMEABLE = re.compile(r"[\x00-\x1f\x7f\"*?!,$`\\%&|<>;^]")


class KeyUnusableError(SdcError):
    """Raised when a file is not a private key that can sign here."""

    hint = "Choose a private key made by ssh-keygen (Ed25519, ECDSA or RSA), not the .pub file."


class PassphraseMissingError(SdcError):
    """Raised when a key is locked and no passphrase was given."""

    hint = "Give the passphrase of the key."

    def __init__(self) -> None:
        super().__init__("The signing key is locked by a passphrase.")


class PassphraseWrongError(SdcError):
    """Raised when a key does not open with the passphrase."""

    hint = "Type it again; capital and small letters differ."

    def __init__(self) -> None:
        super().__init__("The passphrase does not open the signing key.")


class SignersUnreadableError(SdcError):
    """Raised when a list of allowed signers has a line that is none."""

    hint = 'Each line reads: name key-type key, such as "ann@example.org ssh-ed25519 AAAA...".'

    def __init__(self, line: int) -> None:
        super().__init__(f"Line {line} of the list of allowed signers cannot be read.")


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key pair: the content of the private file and of the .pub file."""

    private: bytes
    public: bytes


@dataclass(frozen=True, slots=True)
class AllowedSigner:
    """One line of a list of allowed signers.

    Attributes:
        principals: Names, or patterns of names with * and ?; those after "!" are not meant.
        public_key: As `type base64`.
        namespaces: Patterns of what the key may sign; empty for everything.
        valid_after, valid_before: Timestamps of 14 digits in UTC, "" where there is no limit.
        is_authority: The key signs other keys' certificates, and itself nothing else.
    """

    principals: tuple[str, ...]
    public_key: str
    namespaces: tuple[str, ...] = ()
    valid_after: str = ""
    valid_before: str = ""
    is_authority: bool = False

    def allows(self, who: str, public_key: str, when: str, namespace: str = NAMESPACE) -> bool:
        """Tell whether `who` may sign with this key at this time.

        Args:
            who: The signer's name.
            public_key: As `type base64`.
            when: UTC, such as "2026-11-21T09:30:00Z".
            namespace: What the signature is for.
        """
        time = re.sub(r"[^0-9]", "", when)
        return (
            not self.is_authority
            and public_key == self.public_key
            and _matches(principal(who), self.principals)
            and (not self.namespaces or _matches(namespace, self.namespaces))
            and (not self.valid_after or time >= self.valid_after)
            and (not self.valid_before or time < self.valid_before)
        )


def load_private_key(data: bytes, passphrase: bytes | None) -> PrivateKey:
    """Return the key that a file of OpenSSH's holds.

    Args:
        data: The file's bytes.
        passphrase: None or empty when none was given; passed over when the key is not locked.

    Raises:
        KeyUnusableError: It is not such a file, or a kind of key that cannot sign here.
        PassphraseMissingError, PassphraseWrongError: The key is locked.
    """
    if not data.lstrip().startswith(_OPENSSH):
        raise KeyUnusableError("The file is not a private key of OpenSSH.")
    key = _open(data, passphrase)
    if not isinstance(key, PrivateKey):
        raise KeyUnusableError("This kind of key cannot sign records.")
    return key


def _open(data: bytes, passphrase: bytes | None) -> object:
    try:
        return load_ssh_private_key(data, None)
    except TypeError:
        if not passphrase:
            raise PassphraseMissingError from None
    except (ValueError, UnsupportedAlgorithm) as error:
        raise KeyUnusableError("The private key cannot be read.") from error
    try:
        return load_ssh_private_key(data, passphrase)
    except ValueError as error:
        raise PassphraseWrongError from error


def new_key(passphrase: bytes | None, comment: str = "sdc-desktop") -> NewKey:
    """Make an Ed25519 key pair.

    Args:
        passphrase: What locks the private file; None or empty leaves it open to who can read it.
        comment: Stands at the end of the .pub file; letters, digits and .@_- are kept.
    """
    key = Ed25519PrivateKey.generate()
    lock = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, lock)
    note = re.sub(r"[^\w.@-]+", "_", comment)
    return NewKey(private, f"{public_line(key)} {note}\n".encode())


def principal(who: str) -> str:
    """Return the name by which ssh-keygen knows `who`.

    "_" stands for each character that means something in a list of signers, or to a shell: the
    name is part of the command that a report gives for checking the signature.
    """
    return _UNNAMEABLE.sub("_", who).strip() or "_"


def allowed_signers_line(who: str, key: SigningKey | PublicKey | str) -> str:
    """Return the line that lets `who` sign records with this key; ends with a newline.

    Args:
        who: The signer's name; one with spaces is put in quotation marks.
        key: The key, or the public key as `type base64`.
    """
    name = principal(who)
    quoted = f'"{name}"' if " " in name else name
    line = key if isinstance(key, str) else public_line(key)
    return f'{quoted} namespaces="{NAMESPACE}" {line}\n'


def parse_allowed_signers(text: str) -> tuple[AllowedSigner, ...]:
    """Read a list of signers as ssh-keygen does; empty lines and comments are passed over.

    Raises:
        SignersUnreadableError: A line is none.
    """
    return tuple(_parse_lines(text.splitlines()))


def _parse_lines(lines: Iterable[str]) -> Iterator[AllowedSigner]:
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            try:
                yield _parse_line(line)
            except ValueError as error:
                raise SignersUnreadableError(number) from error


def _parse_line(line: str) -> AllowedSigner:
    names, *rest = _words(line)
    options: dict[str, str] = {}
    if not _KEY_TYPES.fullmatch(rest[0] if rest else ""):
        options, rest = _options(rest[0] if rest else ""), rest[1:]
    if len(rest) < 2 or not _KEY_TYPES.fullmatch(rest[0]):
        raise ValueError("no key")
    public_key = f"{rest[0]} {rest[1]}"
    base64.b64decode(rest[1], validate=True)
    fingerprint(public_key)
    return AllowedSigner(
        principals=tuple(names.replace('"', "").split(",")),
        public_key=public_key,
        namespaces=tuple(one for one in options.get("namespaces", "").split(",") if one),
        valid_after=_time(options.get("valid-after", "")),
        valid_before=_time(options.get("valid-before", "")),
        is_authority="cert-authority" in options,
    )


def _words(line: str) -> list[str]:
    """Split at spaces and tabs, but not between quotation marks."""
    return re.findall(r'(?:[^\s"]|"[^"]*")+', line)


def _options(word: str) -> dict[str, str]:
    """Read 'namespaces="a,b",cert-authority'; an option that is not known may limit the key.

    Raises:
        ValueError: There is such an option.
    """
    options = {}
    for option in re.findall(r'(?:[^,"]|"[^"]*")+', word):
        name, _, value = option.partition("=")
        options[name.lower()] = value.strip('"')
    known = {"namespaces", "valid-after", "valid-before", "cert-authority"}
    if not options.keys() <= known:
        raise ValueError("an unknown option")
    return options


def _time(text: str) -> str:
    """Return "20261121" or "202611210930Z" as 14 digits; times without Z are taken as UTC.

    Raises:
        ValueError: `text` is no such time.
    """
    if text and not re.fullmatch(r"[0-9]{8}([0-9]{4}([0-9]{2})?)?Z?", text):
        raise ValueError("not a time")
    return text.rstrip("Z").ljust(14, "0") if text else ""


def _matches(name: str, patterns: Iterable[str]) -> bool:
    """Tell whether a pattern means `name` and none with "!" does."""
    patterns = tuple(patterns)
    denied = any(_is_like(name, one[1:]) for one in patterns if one.startswith("!"))
    return not denied and any(_is_like(name, one) for one in patterns if not one.startswith("!"))


def _is_like(name: str, pattern: str) -> bool:
    return fnmatchcase(name, pattern.replace("[", "[[]"))
