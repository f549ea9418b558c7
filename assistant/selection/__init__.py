"""Which clauses answer: one file per kind of question, pure functions over a context."""
