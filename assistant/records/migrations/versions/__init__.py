"""One module a step; Alembic runs those that a database has not had."""
