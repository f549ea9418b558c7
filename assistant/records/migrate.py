"""Brings a database to the schema of this code (Alembic); safe when several processes start."""

from __future__ import annotations

from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from assistant.errors import NewerDatabaseError

MIGRATIONS = Path(__file__).parent / "migrations"

_LOCK = 7_405_116_423
"""Key of the lock that processes starting together take in PostgreSQL; any fixed number."""


def migrate(connection: Connection, *, to: str = "head") -> None:
    """Run the steps that the database has not had, in the transaction of `connection`.

    Args:
        connection: Within a transaction that may write; SQLite's must be immediate.
        to: The revision to stop at.

    Raises:
        NewerDatabaseError: A newer version of the program has changed the database already.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    script = ScriptDirectory(str(MIGRATIONS))
    # The name is private, but it is what Alembic's own documentation gives for this use.
    options = {"fn": lambda revision, _: script._upgrade_revs(to, revision)}
    context = MigrationContext.configure(connection, opts=options)
    known = {step.revision for step in script.walk_revisions()}
    unknown = sorted(set(context.get_current_heads()) - known)
    if unknown:
        place = connection.engine.url.render_as_string(hide_password=True)
        raise NewerDatabaseError(
            f"the database {place} has the schema {', '.join(unknown)}, this version knows "
            f"{max(known)} at most; install the version that wrote it, or name another database "
            "by POLICY_ASSISTANT_DATABASE_URL"
        )
    with Operations.context(context):
        context.run_migrations()
