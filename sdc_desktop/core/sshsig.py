"""OpenSSH signatures: made and checked here, and by `ssh-keygen -Y` without this program.

Format: PROTOCOL.sshsig of OpenSSH. What is signed is not the message but a short text that holds
the namespace and the message's SHA-512, so a signature for one purpose is none for another.
A signature carries its public key; whether that key is trusted is the reader's list to say.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_ssh_public_key,
)

from sdc_desktop.core.errors import SdcError

NAMESPACE = "sdc-desktop-record"

PrivateKey = Ed25519PrivateKey | RSAPrivateKey | EllipticCurvePrivateKey
PublicKey = Ed25519PublicKey | RSAPublicKey | EllipticCurvePublicKey

_SK_ED25519 = "sk-ssh-ed25519@openssh.com"
_SK_ECDSA = "sk-ecdsa-sha2-nistp256@openssh.com"
_MAGIC = b"SSHSIG"
_VERSION = 1
_HASH = "sha512"
_HASHES = {"sha256": hashlib.sha256, "sha512": hashlib.sha512}
_BEGIN = "-----BEGIN SSH SIGNATURE-----"
_END = "-----END SSH SIGNATURE-----"
_LINE = 70
_SMALLEST_RSA = 2048
_TOLD_BY_TOKEN = 5
_CURVE_HASHES: dict[str, hashes.HashAlgorithm] = {
    "nistp256": hashes.SHA256(),
    "nistp384": hashes.SHA384(),
    "nistp521": hashes.SHA512(),
}
_CURVES = {"secp256r1": "nistp256", "secp384r1": "nistp384", "secp521r1": "nistp521"}
_RSA_HASHES: dict[str, hashes.HashAlgorithm] = {
    "rsa-sha2-256": hashes.SHA256(),
    "rsa-sha2-512": hashes.SHA512(),
}


class SignatureError(SdcError):
    """Raised when a signature is none, or does not belong to the message."""

    hint = "The file or its signature was changed after signing; fetch both again."


@dataclass(frozen=True, slots=True)
class VerifiedSignature:
    """A signature that belongs to its message.

    Attributes:
        public_key: Who holds its other half signed; as `type base64`, without a comment.
        fingerprint: The key's short name, such as "SHA256:Q1YVk1b4...", as ssh-keygen shows it.
    """

    public_key: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class OutsideKey:
    """A key whose private half stays elsewhere, such as in an agent or a token.

    Attributes:
        public_key: As `type base64`.
        make_signature: Given a message and a namespace it returns the armoured signature.
    """

    public_key: str
    make_signature: Callable[[bytes, str], str] = field(repr=False)


SigningKey = PrivateKey | OutsideKey


def sign(message: bytes, key: SigningKey, *, namespace: str = NAMESPACE) -> str:
    """Return the armoured signature of `message`, as `ssh-keygen -Y sign` writes it.

    Raises:
        SignatureError: What a key that is kept elsewhere returned is no signature of it.
    """
    if isinstance(key, OutsideKey):
        made = key.make_signature(message, namespace)
        if verify(message, made, namespace=namespace).public_key != key.public_key:
            raise SignatureError("Another key has signed than the one that was asked to.")
        return made
    signature = _sign_raw(_to_sign(message, namespace.encode(), b"", _HASH), key)
    blob = _MAGIC + _VERSION.to_bytes(4, "big")
    for part in (_blob(key.public_key()), namespace.encode(), b"", _HASH.encode(), signature):
        blob += _string(part)
    return _armour(blob)


def verify(message: bytes, signature: str, *, namespace: str = NAMESPACE) -> VerifiedSignature:
    """Return who signed `message`; the text of the signature must be exact to the last byte.

    Raises:
        SignatureError: The signature cannot be read, is for another purpose or another message.
    """
    blob = _unarmour(signature)
    try:
        if blob[:6] != _MAGIC or int.from_bytes(blob[6:10], "big") != _VERSION:
            raise SignatureError("The signature is of an unknown kind.")
        key_blob, its_namespace, reserved, hash_name, raw = _strings(blob[10:])
        if its_namespace != namespace.encode():
            raise SignatureError("The signature was made for another purpose.")
        to_sign = _to_sign(message, its_namespace, reserved, hash_name.decode("ascii"))
        _verify_raw(to_sign, raw, key_blob)
    except (ValueError, KeyError, UnsupportedAlgorithm, NotImplementedError) as error:
        raise SignatureError("The signature cannot be read.") from error
    except InvalidSignature as error:
        raise SignatureError("The signature does not belong to this file.") from error
    return VerifiedSignature(_line(key_blob), _fingerprint(key_blob))


def public_line(key: SigningKey | PublicKey) -> str:
    """Return a public key as `type base64`, as it stands in a .pub file, without a comment."""
    if isinstance(key, OutsideKey):
        return key.public_key
    return _line(_blob(key if isinstance(key, PublicKey) else key.public_key()))


def fingerprint(key: SigningKey | PublicKey | str) -> str:
    """Return a key's short name, as `ssh-keygen -l` shows it.

    Args:
        key: A key, or a public key as `type base64`.
    """
    line = key if isinstance(key, str) else public_line(key)
    return _fingerprint(base64.b64decode(line.split()[1]))


def read_blob_kind(blob: bytes) -> str:
    """Return the type of a public key, the first string of its blob; "" where there is none."""
    return blob[4 : 4 + int.from_bytes(blob[:4], "big")].decode("ascii", "replace")


def _to_sign(message: bytes, namespace: bytes, reserved: bytes, hash_name: str) -> bytes:
    digest = _HASHES[hash_name](message).digest()
    parts = (namespace, reserved, hash_name.encode(), digest)
    return _MAGIC + b"".join(_string(part) for part in parts)


def _sign_raw(data: bytes, key: PrivateKey) -> bytes:
    """Return the inner signature: its type and its bytes."""
    if isinstance(key, Ed25519PrivateKey):
        return _string(b"ssh-ed25519") + _string(key.sign(data))
    if isinstance(key, RSAPrivateKey):
        raw = key.sign(data, padding.PKCS1v15(), hashes.SHA512())
        return _string(b"rsa-sha2-512") + _string(raw)
    curve = _CURVES[key.curve.name]
    r, s = decode_dss_signature(key.sign(data, ECDSA(_CURVE_HASHES[curve])))
    return _string(f"ecdsa-sha2-{curve}".encode()) + _string(_integer(r) + _integer(s))


def _verify_raw(data: bytes, signature: bytes, key_blob: bytes) -> None:
    """Check the inner signature.

    Raises:
        InvalidSignature, ValueError, KeyError: It does not hold.
    """
    kind, raw, rest = _first_two(signature)
    key = _public_key(key_blob)
    if kind in {_SK_ED25519, _SK_ECDSA}:
        data, rest = _seen_by_token(data, key_blob, rest), b""
    if rest or (kind.startswith("sk-") and kind != read_blob_kind(key_blob)):
        raise ValueError("the signature is of another kind than the key")
    if isinstance(key, Ed25519PublicKey) and kind == read_blob_kind(key_blob):
        key.verify(raw, data)
    elif isinstance(key, RSAPublicKey) and key.key_size >= _SMALLEST_RSA:
        key.verify(raw, data, padding.PKCS1v15(), _RSA_HASHES[kind])
    elif isinstance(key, EllipticCurvePublicKey) and kind == read_blob_kind(key_blob):
        r, s = (int.from_bytes(part, "big") for part in _strings(raw))
        key.verify(encode_dss_signature(r, s), data, ECDSA(_CURVE_HASHES[_CURVES[key.curve.name]]))
    else:
        raise ValueError("a kind of signature that is not accepted")


def _first_two(signature: bytes) -> tuple[str, bytes, bytes]:
    """Return type and bytes of an inner signature, and what follows them.

    Raises:
        ValueError: It is cut off.
    """
    kind_size = int.from_bytes(signature[:4], "big")
    raw_at = 8 + kind_size
    end = raw_at + int.from_bytes(signature[raw_at - 4 : raw_at], "big")
    if len(signature) < end or raw_at > len(signature):
        raise ValueError("the signature is cut off")
    return signature[4 : 4 + kind_size].decode("ascii"), signature[raw_at:end], signature[end:]


def _seen_by_token(data: bytes, key_blob: bytes, told: bytes) -> bytes:
    """Return what a FIDO token signs in place of `data` (PROTOCOL.u2f of OpenSSH).

    Args:
        data: What is to be signed.
        key_blob: The token's public key; its last string is the application.
        told: What the token adds: a byte of flags and a counter of four bytes.

    Raises:
        ValueError: `told` is something else.
    """
    if len(told) != _TOLD_BY_TOKEN:
        raise ValueError("a token tells flags and a counter")
    *_, application = _strings(key_blob)
    digests = hashlib.sha256(application).digest(), hashlib.sha256(data).digest()
    return digests[0] + told + digests[1]


def _public_key(blob: bytes) -> PublicKey:
    key = load_ssh_public_key(_line(blob).encode())
    if not isinstance(key, PublicKey):
        raise ValueError("a kind of key that is not accepted")
    return key


def _blob(key: PublicKey) -> bytes:
    line = key.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    return base64.b64decode(line.split()[1])


def _line(blob: bytes) -> str:
    """Return a public key as `type base64`; its type is the first string of the blob."""
    return f"{read_blob_kind(blob)} {base64.b64encode(blob).decode()}"


def _fingerprint(blob: bytes) -> str:
    digest = base64.b64encode(hashlib.sha256(blob).digest()).decode()
    return f"SHA256:{digest.rstrip('=')}"


def _armour(blob: bytes) -> str:
    text = base64.b64encode(blob).decode()
    lines = (text[start : start + _LINE] for start in range(0, len(text), _LINE))
    return "\n".join((_BEGIN, *lines, _END, ""))


def _unarmour(text: str) -> bytes:
    """Return the bytes of a signature; only the one way that OpenSSH writes them is accepted.

    Raises:
        SignatureError: The text is none.
    """
    body = text.removeprefix(f"{_BEGIN}\n").removesuffix(f"{_END}\n")
    try:
        blob = base64.b64decode(body.replace("\n", ""), validate=True)
    except (binascii.Error, ValueError) as error:
        raise SignatureError("The signature cannot be read.") from error
    if _armour(blob) != text:
        raise SignatureError("The signature is not written as OpenSSH writes it.")
    return blob


def _string(data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + data


def _integer(number: int) -> bytes:
    """Return a positive number as an SSH string, with room for a sign."""
    return _string(number.to_bytes(number.bit_length() // 8 + 1, "big"))


def _strings(data: bytes) -> Iterator[bytes]:
    """Yield the SSH strings that `data` consists of.

    Raises:
        ValueError: One is cut off.
    """
    while data:
        length = int.from_bytes(data[:4], "big")
        if len(data) < 4 + length:
            raise ValueError("the data are cut off")
        yield data[4 : 4 + length]
        data = data[4 + length :]
