"""An answer on a terminal: coloured there, plain text in a pipe."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from assistant.labels import book_title, label
from assistant.model import Answer, Citation, Status
from corpus.scripts import convert

MAX_WIDTH = 100
"""Columns of a text line; longer lines of Chinese tire the eye."""


def print_answer(answer: Answer) -> None:
    """Print text (it names the departments), citations and notices on stdout."""
    console = _console()
    script = answer.script
    if answer.status is not Status.ANSWERED:
        console.print(Text(f"【{label(answer.status.value, script)}】", style="bold yellow"))
    console.print(Text(answer.text))
    if answer.citations:
        _heading(console, label("basis", script))
    for citation in answer.citations:
        _citation(console, citation, answer)
    notices = [Text(f"· {item.text}", style="yellow") for item in answer.notices]
    _section(console, label("notices", script), notices)
    if answer.status is Status.ANSWERED:  # the text of a refusal lists them itself
        related = [Text(f"· {basis_line(citation)}") for citation in answer.related]
        _section(console, label("related", script), related)
    suggestions = [Text(f"· {item}") for item in answer.suggestions]
    _section(console, label("suggestions", script), suggestions)


def basis_line(citation: Citation) -> str:
    """Where a citation stands: 《title》（文号）path heading."""
    document, clause = citation.document, citation.clause
    number = f"（{document.document_number}）" if document.document_number else ""
    return f"{book_title(document.title)}{number}{clause.label} {clause.heading}".rstrip()


def _console() -> Console:
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        # A pipe must get whole lines: what is wrapped cannot be searched or compared.
        return Console(file=sys.stdout, highlight=False, markup=False, emoji=False, width=1_000_000)
    return Console(highlight=False, markup=False, emoji=False, width=min(console.width, MAX_WIDTH))


def _section(console: Console, words: str, lines: list[Text]) -> None:
    """A heading and its indented lines; nothing when there are no lines."""
    if lines:
        _heading(console, words)
    for line in lines:
        _indented(console, line)


def _heading(console: Console, words: str) -> None:
    console.print()
    console.print(Text(words, style="bold"))


def _indented(console: Console, text: Text, columns: int = 2) -> None:
    if console.is_terminal:
        console.print(Padding(text, (0, 0, 0, columns)))
    else:
        for line in text.plain.splitlines() or [""]:
            console.print(" " * columns + line, soft_wrap=True)


def _citation(console: Console, citation: Citation, answer: Answer) -> None:
    force = label(citation.document.legal_force.value, answer.script)
    line = Text(f"〔{citation.n}〕{basis_line(citation)}", style="bold")
    place = convert(citation.document.jurisdiction, answer.script)
    line.append(f"  {place} · {force}", style="not bold dim")
    _indented(console, line)
    _indented(console, Text("“" + " ".join(citation.quote.split()) + "”"), 6)
    if citation.quote_converted:
        reading = label("converted", answer.script)
        _indented(console, Text(f"{reading}：{citation.quote_converted}", style="dim"), 6)
