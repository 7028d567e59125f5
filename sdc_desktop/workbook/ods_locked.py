"""Open OpenDocument spreadsheets that are locked with a password; all in memory.

Each part of a locked file was deflated and then encrypted; the file's list of parts says how.
LibreOffice 24.8 and later encrypt the whole file as one part instead.

Source:
    OpenDocument 1.3, part 2, 3.4 (encryption) and 4.8 (how the list of parts tells of it).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import io
import operator
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from lxml import etree

MANIFEST = "META-INF/manifest.xml"
_WHOLE = "encrypted-package"
_NEVER_PACKED = "mimetype"
_LARGEST_MANIFEST = 4 << 20
_MOST_ROUNDS = 1_000_000
_MOST_ROUNDS_IN_ALL = 50_000_000
_MOST_ARGON = 64, 512 << 10, 64
"""Passes, kibibytes and lanes; LibreOffice asks for 3, 64 Ki and 4."""
_MOST_BYTES = 1 << 30
_BLOCK = 16
_ARGON = "argon2id"
_HASHES = {"sha256": "sha256", "sha1": "sha1", "sha256-1k": "sha256", "sha1-1k": "sha1"}
_CHECKED = 1024

BROKEN = (
    *(etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, binascii.Error, UnsupportedAlgorithm),
    *(ValueError, LookupError, TypeError, EOFError, OverflowError, RuntimeError),
)
"""What damaged or unknown locks raise."""


class WrongKeyError(Exception):
    """Raised when the password is not the one."""


class EndlessTrialError(Exception):
    """Raised when trying the password would take too much time or memory."""


@dataclass(frozen=True, slots=True)
class _Lock:
    """How one part is locked; names without the addresses that stand before them."""

    part: str
    cipher: str
    start: bytes
    first_hash: str
    derivation: str
    salt: bytes
    rounds: int
    memory: int
    lanes: int
    checksum_kind: str
    checksum: bytes


def is_locked_document(data: bytes) -> bool:
    """Tell whether a file is an OpenDocument file with encrypted parts."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listing = _manifest(archive)
    except BROKEN:
        return False
    return b"encryption-data" in listing


def unlock_document(data: bytes, password: str) -> bytes:
    """Return the file without its lock; parts that were not locked are the same.

    Raises:
        WrongKeyError: The password is not the one.
        EndlessTrialError: Trying it would take too much time or memory.
        BROKEN: One of these: it is damaged, or locked in another way.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(_manifest(archive), _parser())
        locks = {one.part: one for one in _locks(root)}
        _refuse_endless(locks.values())
        if sum(info.file_size for info in archive.infolist()) > _MOST_BYTES:
            raise ValueError("parts that are too large")
        if _WHOLE in locks:
            return _opened(archive.read(_WHOLE), locks[_WHOLE], password)
        return _rebuilt(archive, root, locks, password)


def _manifest(archive: zipfile.ZipFile) -> bytes:
    if archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
        raise ValueError("a list of parts that is too long")
    return archive.read(MANIFEST)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _locks(root: etree._Element) -> Iterator[_Lock]:
    for entry in root.iterfind("{*}file-entry"):
        secret = entry.find("{*}encryption-data")
        if secret is not None:
            yield _lock(_fact(entry, "full-path"), secret)


def _lock(part: str, secret: etree._Element) -> _Lock:
    found = {name: secret.find(f"{{*}}{name}") for name in ("algorithm", "key-derivation")}
    cipher, derivation = found["algorithm"], found["key-derivation"]
    if cipher is None or derivation is None:
        raise ValueError("a lock that says too little")
    first = secret.find("{*}start-key-generation")
    return _Lock(
        part=part,
        cipher=_last_word(_fact(cipher, "algorithm-name")),
        start=base64.b64decode(_fact(cipher, "initialisation-vector")),
        first_hash=_last_word(
            "sha1" if first is None else _fact(first, "start-key-generation-name")
        ),
        derivation=_last_word(_fact(derivation, "key-derivation-name")),
        salt=base64.b64decode(_fact(derivation, "salt")),
        rounds=int(_fact(derivation, "argon2-iterations") or _fact(derivation, "iteration-count")),
        memory=int(_fact(derivation, "argon2-memory") or 0),
        lanes=int(_fact(derivation, "argon2-lanes") or 0),
        checksum_kind=_last_word(_fact(secret, "checksum-type")),
        checksum=base64.b64decode(_fact(secret, "checksum")),
    )


def _fact(element: etree._Element, name: str) -> str:
    return next((str(v) for k, v in element.items() if str(k).rpartition("}")[2] == name), "")


def _last_word(name: str) -> str:
    """Return the last word of "http://www.w3.org/2001/04/xmlenc#aes256-cbc" and the like."""
    return name.replace("#", ":").rpartition(":")[2].lower()


def _refuse_endless(locks: Iterable[_Lock]) -> None:
    total = 0
    for one in locks:
        if one.rounds < 1:
            raise ValueError("a key that is derived without work")
        most = _MOST_ARGON if one.derivation == _ARGON else (_MOST_ROUNDS, 0, 0)
        asked = one.rounds, one.memory, one.lanes
        total += one.rounds
        if any(map(operator.gt, asked, most)) or total > _MOST_ROUNDS_IN_ALL:
            raise EndlessTrialError


def _key(lock: _Lock, password: str) -> bytes:
    first = hashlib.new(_HASHES[lock.first_hash], password.encode()).digest()
    if lock.derivation == "pbkdf2":
        return hashlib.pbkdf2_hmac("sha1", first, lock.salt, lock.rounds, 32)
    if lock.derivation == _ARGON:
        maker = Argon2id(
            salt=lock.salt,
            length=32,
            iterations=lock.rounds,
            lanes=lock.lanes,
            memory_cost=lock.memory,
        )
        return maker.derive(first)
    raise ValueError("a key that is made in an unknown way")


def _opened(data: bytes, lock: _Lock, password: str) -> bytes:
    """Return a part as it was before it was deflated and locked."""
    key = _key(lock, password)
    if lock.cipher == "aes256-gcm":
        start = lock.start
        try:
            return _inflated(AESGCM(key).decrypt(start, data.removeprefix(start), None))
        except InvalidTag as error:
            raise WrongKeyError from error
    if lock.cipher != "aes256-cbc":
        raise ValueError("an unknown cipher")
    reader = Cipher(algorithms.AES(key), modes.CBC(lock.start)).decryptor()
    padded = reader.update(data) + reader.finalize()
    if not 1 <= padded[-1] <= _BLOCK:
        raise WrongKeyError
    deflated = padded[: -padded[-1]]
    if not _is_right(deflated, lock):
        raise WrongKeyError
    return _inflated(deflated)


def _is_right(deflated: bytes, lock: _Lock) -> bool:
    """Tell whether what was deciphered has the checksum that the file gives."""
    checked = deflated[:_CHECKED] if lock.checksum_kind.endswith("-1k") else deflated
    found = hashlib.new(_HASHES[lock.checksum_kind], checked).digest()
    return hmac.compare_digest(found, lock.checksum)


def _inflated(data: bytes) -> bytes:
    reader = zlib.decompressobj(-15)
    plain = reader.decompress(data, _MOST_BYTES)
    if reader.unconsumed_tail or not reader.eof:
        raise ValueError("a part that is too large or cut off")
    return plain


def _rebuilt(
    archive: zipfile.ZipFile, root: etree._Element, locks: dict[str, _Lock], password: str
) -> bytes:
    """Return the file with opened parts and a list of parts that tells of no lock."""
    for entry in root.iterfind("{*}file-entry"):
        for secret in entry.findall("{*}encryption-data"):
            entry.remove(secret)
    memory, left = io.BytesIO(), _MOST_BYTES
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as copy:
        for info in archive.infolist():
            data = archive.read(info)
            if info.filename == MANIFEST:
                data = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
            elif info.filename in locks:
                data = _opened(data, locks[info.filename], password)
            left -= len(data)
            if left < 0:
                raise ValueError("parts that are too large")
            is_first = info.filename == _NEVER_PACKED
            way = zipfile.ZIP_STORED if is_first else zipfile.ZIP_DEFLATED
            copy.writestr(zipfile.ZipInfo(info.filename, info.date_time), data, way)
    return memory.getvalue()
