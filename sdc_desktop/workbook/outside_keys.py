"""Keys whose private half stays elsewhere: in ssh-agent, or in a FIDO token.

`ssh-keygen -Y sign` signs with them. It is given the public half of a key that an agent holds, or
the file that stands for a key in a token, and asks for touch, PIN or consent in its own way.
"""

from __future__ import annotations

import base64
import binascii
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.sshsig import OutsideKey, fingerprint, read_blob_kind

_LONGEST_WAIT = 90.0
"""Seconds to wait for a touch of the token, or for consent; less than a review's lock lasts."""
_LONGEST_LOOK = 3.0
"""Seconds to wait for the agent's list of keys."""
_BEGIN, _END = "-----BEGIN OPENSSH PRIVATE KEY-----", "-----END OPENSSH PRIVATE KEY-----"
_MAGIC = b"openssh-key-v1\0"
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)


class NoToolError(SdcError):
    """Raised when a tool of OpenSSH is needed and not installed."""

    hint = "Install the OpenSSH client, or sign with a key file."

    def __init__(self, tool: str) -> None:
        super().__init__(f"{tool} is not installed, and only it can sign with this key.")


class NotSignedError(SdcError):
    """Raised when ssh-keygen did not sign with a key that is kept elsewhere."""

    hint = "Start ssh-agent and give it the key (ssh-add KEYFILE), or plug in and touch the token."

    def __init__(self, name: str) -> None:
        super().__init__(f"ssh-keygen could not sign with {name}.")


class PublicKeyError(SdcError):
    """Raised when a .pub file holds no public key."""

    hint = "Give the .pub file of a key that ssh-agent holds, or a private key file."

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} is no public key.")


def agent_key(public_file: Path, data: bytes) -> OutsideKey:
    """Return the key that ssh-agent holds and whose public half is in a file.

    Args:
        public_file: The .pub file.
        data: Its bytes.

    Raises:
        PublicKeyError: It is none.
    """
    try:
        kind, body = data.decode("utf-8").split()[:2]
        fingerprint(f"{kind} {body}")
        if read_blob_kind(base64.b64decode(body, validate=True)) != kind:
            raise PublicKeyError(public_file)
    except (ValueError, binascii.Error) as error:
        raise PublicKeyError(public_file) from error
    return _outside(f"{kind} {body}", public_file)


def token_key(key_file: Path, data: bytes) -> OutsideKey | None:
    """Return the key in a FIDO token that a private key file stands for, None for other files.

    Args:
        key_file: The file.
        data: Its bytes.
    """
    blob = _public_part(data)
    kind = read_blob_kind(blob)
    if not kind.startswith("sk-"):
        return None
    return _outside(f"{kind} {base64.b64encode(blob).decode()}", key_file)


def agent_public_keys() -> tuple[str, ...]:
    """Return the lines of the public keys that ssh-agent holds now; none without an agent."""
    try:
        listed = _run(["ssh-add", "-L"], b"", "ssh-agent", _LONGEST_LOOK)
    except (NoToolError, NotSignedError):
        return ()
    lines = listed.decode("utf-8", "replace").splitlines()
    return tuple(line for line in lines if line.split()[0].startswith(("ssh-", "ecdsa-", "sk-")))


def _outside(public_key: str, file: Path) -> OutsideKey:
    def sign(message: bytes, namespace: str) -> str:
        words = ["ssh-keygen", "-Y", "sign", "-f", str(file), "-n", namespace]
        return _run(words, message, file.name, _LONGEST_WAIT).decode("ascii", "replace")

    return OutsideKey(public_key, sign)


def _run(words: Sequence[str], data: bytes, name: str, wait: float) -> bytes:
    """Run a tool of OpenSSH; what it says about a failure may name folders and is not repeated."""
    try:
        done = subprocess.run(
            words,
            input=data,
            capture_output=True,
            timeout=wait,
            creationflags=_NO_WINDOW,
            check=True,
        )
    except FileNotFoundError as error:
        raise NoToolError(words[0]) from error
    except (OSError, subprocess.SubprocessError) as error:
        raise NotSignedError(name) from error
    # Windows tools end lines with a carriage return; a signature has none.
    return done.stdout.replace(b"\r\n", b"\n") if sys.platform == "win32" else done.stdout


def _public_part(data: bytes) -> bytes:
    """Return the public key inside a private key file of OpenSSH, which is never locked."""
    text = data.decode("ascii", "replace").strip()
    body = text.removeprefix(_BEGIN).removesuffix(_END)
    try:
        rest = base64.b64decode("".join(body.split()), validate=True)
    except (ValueError, binascii.Error):
        return b""
    rest = rest.removeprefix(_MAGIC)
    for _ in ("cipher", "key derivation", "its options"):
        rest = rest[4 + int.from_bytes(rest[:4], "big") :]
    size = int.from_bytes(rest[4:8], "big")
    return rest[8 : 8 + size]
