"""Questions, feedback and the audit trail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first three tables."""
    op.create_table(
        "questions",
        sa.Column("id", sa.String(128), primary_key=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("standalone_question", sa.Text, nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("reason", sa.String(80), nullable=False),
        sa.Column("place", sa.String(100)),
        sa.Column("audience", sa.String(20), nullable=False),
        sa.Column("script", sa.String(20), nullable=False),
        sa.Column("topic_terms", sa.JSON, nullable=False),
        sa.Column("departments", sa.JSON, nullable=False),
        sa.Column("cited_clause_ids", sa.JSON, nullable=False),
        sa.Column("document_ids", sa.JSON, nullable=False),
        sa.Column("top_probability", sa.Float),
        sa.Column("latency_ms", sa.Float, nullable=False),
        sa.Column("conversation_id", sa.String(128), index=True),
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.String(128), primary_key=True),
        sa.Column("answer_id", sa.String(128), nullable=False, index=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("verdict", sa.String(20), nullable=False),
        sa.Column("reasons", sa.JSON, nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.String(128), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("action", sa.String(80), nullable=False),
        sa.Column("document_id", sa.String(128), index=True),
        sa.Column("file", sa.Text),
        sa.Column("detail", sa.Text, nullable=False),
    )
