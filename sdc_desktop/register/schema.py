"""The register's tables, and the steps that bring an older register up to date.

Decision 6 says why the steps are a plain list.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    func,
    insert,
    inspect,
    select,
    text,
    update,
)

from sdc_desktop.core.errors import SdcError

METADATA = MetaData()

_VERSION = Table("sdc_register_version", METADATA, Column("version", Integer, nullable=False))

LOG = Table(
    "sdc_access_log",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("event", String(20), nullable=False),
    Column("who", Text, nullable=False),
    Column("when", String(30), nullable=False),
    Column("file", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("authorised_by", Text, nullable=False),
    Column("remark", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
)

LOG_HEAD = Table(
    "sdc_access_log_head",
    METADATA,
    Column("number", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
)

CARDS = Table(
    "sdc_dataset_cards",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("steward", Text, nullable=False),
    Column("agreement", Text, nullable=False),
    Column("dpia", Text, nullable=False),
    Column("business_case", Text, nullable=False),
    Column("special_category", Text, nullable=False),
    Column("restrictions", Text, nullable=False),
    Column("classification", Text, nullable=False),
    Column("extract_type", Text, nullable=False),
    Column("delete_by", String(10), nullable=False),
    Column("disposed_on", String(30), nullable=False),
    Column("disposed_by", Text, nullable=False),
    Column("disposed_how", Text, nullable=False),
)

SIGNERS = Table(
    "sdc_trusted_signers",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("who", Text, nullable=False),
    Column("added_by", Text, nullable=False),
    Column("added_on", String(30), nullable=False),
)

CHECKS = Table(
    "sdc_checks_in_progress",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("file", Text, nullable=False),
    Column("who", Text, primary_key=True),
    Column("begun", String(30), nullable=False),
    Column("due", String(10), nullable=False),
)

RELEASES = Table(
    "sdc_releases",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("file", Text, nullable=False),
    Column("source_sha256", String(64), nullable=False),
    Column("who", Text, nullable=False),
    Column("saved_on", String(30), nullable=False),
    Column("title", Text, nullable=False),
    Column("dataset", Text, nullable=False),
    Column("series", Text, nullable=False),
    Column("titles", Text, nullable=False),
)

Step = Callable[[Connection], None]
"""One change of the tables, inside the transaction of all of them."""

_ONE_AT_A_TIME = 7_320_411
"""The lock under which a PostgreSQL register is brought up to date; any number of our own."""


class NewerRegisterError(SdcError):
    """Raised when a register was made by a newer version of the program."""

    hint = "Install the newest version of SDC Desktop; nothing was changed in the register."

    def __init__(self) -> None:
        super().__init__("The register was made by a newer version of this program.")


def _make_tables(connection: Connection) -> None:
    METADATA.create_all(connection, tables=[LOG, LOG_HEAD, CARDS, SIGNERS, CHECKS])
    connection.execute(insert(LOG_HEAD).values(number=0, digest="0" * 64))


def _make_releases(connection: Connection) -> None:
    RELEASES.create(connection)


STEPS: tuple[Step, ...] = (_make_tables, _make_releases)
"""Step number n brings a register of version n to version n + 1; a released step never changes."""


def bring_up_to_date(connection: Connection, steps: Sequence[Step] = STEPS) -> None:
    """Do the steps that a register has not had, in the transaction of `connection`.

    Raises:
        NewerRegisterError: The register has had more steps than this program knows.
    """
    version = _version(connection)
    if version == len(steps):
        return
    if version > len(steps):
        raise NewerRegisterError
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
        version = _version(connection)
    if version == 0:
        connection.execute(text("CREATE TABLE sdc_register_version (version INTEGER NOT NULL)"))
        connection.execute(insert(_VERSION).values(version=0))
    for step in steps[version:]:
        step(connection)
    connection.execute(update(_VERSION).values(version=len(steps)))


def _version(connection: Connection) -> int:
    """Return how many steps a register has had; 0 for an empty database."""
    if not inspect(connection).has_table(_VERSION.name):
        return 0
    return int(connection.execute(select(_VERSION.c.version)).scalar_one())
