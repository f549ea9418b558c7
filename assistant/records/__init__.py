"""Records: what is kept of questions, opinions, publications and conversations, in a database."""
