"""The register: access log, dataset cards, trusted signers, releases, checks in progress.

A file of the user's by default; with one setting a PostgreSQL database that a team shares. Any
number of programs may write at once: each change is one transaction.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, astuple, replace
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Table,
    create_engine,
    delete,
    event,
    insert,
    select,
    update,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from sdc_desktop.core.errors import SdcError
from sdc_desktop.register.access_log import Access, Event, LogEntry, LogHead, next_entry
from sdc_desktop.register.entries import (
    DatasetCard,
    PublishedRelease,
    RunningCheck,
    TrustedSigner,
)
from sdc_desktop.register.schema import (
    CARDS,
    CHECKS,
    LOG,
    LOG_HEAD,
    RELEASES,
    SIGNERS,
    bring_up_to_date,
)

_LONGEST_WAIT = 20
"""Seconds to wait for another program that writes to the same register."""


class RegisterError(SdcError):
    """Raised when the register cannot be read or written; its address is not said."""

    hint = "See whether its folder is full or read-only, or whether its server can be reached."

    def __init__(self) -> None:
        super().__init__("The register cannot be reached, so nothing was written to it.")


class RegisterAddressError(SdcError):
    """Raised when the setting does not name a register."""

    hint = 'Name a file, or a database such as "postgresql://server/register".'

    def __init__(self) -> None:
        super().__init__("The setting for the register names no file and no PostgreSQL database.")


class NoDriverError(SdcError):
    """Raised when PostgreSQL is wanted and what speaks to it is not installed."""

    hint = "Install it with: pip install sdc-desktop[postgresql]"

    def __init__(self) -> None:
        super().__init__("The register is a PostgreSQL database, and its driver is not installed.")


class UnknownDatasetError(SdcError):
    """Raised when there is no card of a name."""

    hint = "Write its card first."

    def __init__(self, name: str) -> None:
        super().__init__(f'There is no card of a dataset "{name}".')


class Register:
    """An open register; use it in a `with` statement."""

    def __init__(self, address: str) -> None:
        """Open the register at a path or URL; it is made, or brought up to date, if need be.

        Raises:
            RegisterAddressError: The address cannot be understood.
            RegisterError: It cannot be reached.
            NewerRegisterError: A newer program made it.
        """
        self._engine = _engine(address)
        try:
            with self._transaction() as connection:
                bring_up_to_date(connection)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Register:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the database go."""
        self._engine.dispose()

    def note(self, *accesses: Access) -> LogEntry:
        """Write accesses at the end of the log, all or none, and return the last entry.

        Raises:
            RegisterError: They could not be written.
        """
        with self._transaction() as connection:
            return [_append(connection, one) for one in accesses][-1]

    def log(self) -> tuple[tuple[LogEntry, ...], LogHead]:
        """Return the whole log in its order, and its last entry as noted beside it."""
        with self._transaction() as connection:
            head = _head(connection)  # Whoever appends waits from here on.
            rows = connection.execute(select(LOG).order_by(LOG.c.number)).mappings()
            return tuple(_entry(dict(row)) for row in rows), head

    def cards(self) -> tuple[DatasetCard, ...]:
        """Return the dataset cards by name."""
        return tuple(DatasetCard(**row) for row in self._rows(CARDS, "name"))

    def keep_card(self, card: DatasetCard) -> None:
        """Write a card in place of the one of its name."""
        with self._transaction() as connection:
            _put(connection, CARDS, asdict(card))

    def dispose(self, name: str, how: str, who: str, when: str) -> DatasetCard:
        """Note on the card and in the log that a dataset was deleted; the card stays.

        Raises:
            UnknownDatasetError: There is no card of this name.
        """
        with self._transaction() as connection:
            row = connection.execute(select(CARDS).where(CARDS.c.name == name)).mappings().first()
            if row is None:
                raise UnknownDatasetError(name)
            card = DatasetCard(**dict(row))
            done = replace(card, disposed_on=when, disposed_by=who, disposed_how=how)
            _put(connection, CARDS, asdict(done))
            access = Access(Event.DISPOSED, who, when, name, authorised_by=card.owner, remark=how)
            _append(connection, access)
            return done

    def signers(self) -> tuple[TrustedSigner, ...]:
        """Return the trusted signers by their names."""
        return tuple(TrustedSigner(**row) for row in self._rows(SIGNERS, "who"))

    def keep_signer(self, signer: TrustedSigner) -> None:
        """Trust a key from now on."""
        with self._transaction() as connection:
            _put(connection, SIGNERS, asdict(signer))

    def remove_signer(self, key: str) -> None:
        """Trust a key no longer."""
        with self._transaction() as connection:
            connection.execute(delete(SIGNERS).where(SIGNERS.c.key == key))

    def checks(self) -> tuple[RunningCheck, ...]:
        """Return the checks in progress, the oldest first."""
        return tuple(RunningCheck(**row) for row in self._rows(CHECKS, "begun"))

    def begin_check(self, check: RunningCheck) -> None:
        """Note that somebody checks a file; a check that was begun before keeps its dates."""
        with self._transaction() as connection:
            key = _key_of(CHECKS, asdict(check))
            if connection.execute(select(CHECKS.c.sha256).where(*key)).first() is None:
                connection.execute(insert(CHECKS).values(**asdict(check)))

    def end_check(self, sha256: str, who: str) -> None:
        """Note that somebody's check of a file is done."""
        with self._transaction() as connection:
            key = _key_of(CHECKS, {"sha256": sha256, "who": who})
            connection.execute(delete(CHECKS).where(*key))

    def set_due(self, sha256: str, who: str, due: str) -> None:
        """Say by which day somebody's check of a file should be done; "" for no day."""
        with self._transaction() as connection:
            key = _key_of(CHECKS, {"sha256": sha256, "who": who})
            connection.execute(update(CHECKS).where(*key).values(due=due))

    def releases(self) -> tuple[PublishedRelease, ...]:
        """Return the protected workbooks that were saved, the oldest first."""
        return tuple(PublishedRelease(**row) for row in self._rows(RELEASES, "saved_on"))

    def keep_release(self, release: PublishedRelease) -> None:
        """Note a protected workbook, for comparing the next one with it."""
        with self._transaction() as connection:
            _put(connection, RELEASES, asdict(release))

    def remove_release(self, sha256: str) -> None:
        """Forget a protected workbook: it was not published after all."""
        with self._transaction() as connection:
            connection.execute(delete(RELEASES).where(RELEASES.c.sha256 == sha256))

    def _rows(self, table: Table, order: str) -> list[dict[str, Any]]:
        with self._transaction() as connection:
            rows = connection.execute(select(table).order_by(table.c[order])).mappings()
            return [dict(row) for row in rows]

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """Give a connection whose changes are all kept, or none after an error."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except (SQLAlchemyError, OSError) as error:
            # What the database says may hold its address with a password.
            raise RegisterError from error


def _engine(address: str) -> Engine:
    if "://" not in address:
        path = Path(address)
        _make_private(path)
        return _sqlite(URL.create("sqlite", database=str(path)))
    try:
        url = make_url(address)
    except (SQLAlchemyError, ValueError) as error:
        raise RegisterAddressError from error
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    if url.get_backend_name() != "postgresql":
        raise RegisterAddressError
    wait = {"connect_timeout": _LONGEST_WAIT}
    try:
        return create_engine(url.set(drivername="postgresql+psycopg"), connect_args=wait)
    except ImportError as error:
        raise NoDriverError from error


def _make_private(path: Path) -> None:
    """Make the file of a new register so that only its user can read it."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise RegisterError from error


def _sqlite(url: URL) -> Engine:
    """Return an engine whose transactions wait for one another from their beginning."""
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": _LONGEST_WAIT})

    def leave_transactions_to_us(connection: Any, _: object) -> None:
        connection.isolation_level = None

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    event.listen(engine, "connect", leave_transactions_to_us)
    event.listen(engine, "begin", begin)
    return engine


def _append(connection: Connection, access: Access) -> LogEntry:
    """Write one access; whoever else appends waits until this transaction has ended."""
    entry = next_entry(_head(connection), _storable(access))
    place = {"number": entry.number, "previous": entry.previous, "digest": entry.digest}
    connection.execute(insert(LOG).values(**asdict(entry.access), **place))
    connection.execute(update(LOG_HEAD).values(number=entry.number, digest=entry.digest))
    return entry


def _storable(access: Access) -> Access:
    """Return an access in plain text; a file name may hold bytes that are none."""
    texts = (str(one).encode("utf-8", "replace").decode("utf-8") for one in astuple(access))
    return Access(*texts)


def _head(connection: Connection) -> LogHead:
    row = connection.execute(select(LOG_HEAD).with_for_update()).mappings().one()
    return LogHead(row["number"], row["digest"])


def _entry(row: dict[str, Any]) -> LogEntry:
    number, previous, digest = row.pop("number"), row.pop("previous"), row.pop("digest")
    return LogEntry(number, Access(**row), previous, digest)


def _key_of(table: Table, values: dict[str, Any]) -> list[Any]:
    return [column == values[column.name] for column in table.primary_key]


def _put(connection: Connection, table: Table, values: dict[str, Any]) -> None:
    """Write a row in place of the one of its key."""
    connection.execute(delete(table).where(*_key_of(table, values)))
    connection.execute(insert(table).values(**values))
