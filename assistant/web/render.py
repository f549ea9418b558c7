"""An answer as HTML for the chat page, and as plain text for a memo. Pure functions.

All text is escaped here, and nothing holds a blank line: Markdown takes a block of HTML as it
is only up to the first one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from urllib.parse import quote as quote_url

from assistant.labels import book_title, label
from assistant.messages import say
from assistant.model import Answer, Citation, Department, Status
from assistant.web.page_text import words as page_words
from corpus.model import PolicyDocument, Script, Span
from corpus.normalize import fold
from corpus.scripts import convert, detect_script

CONTEXT = 120
"""Characters of a long clause shown before and after a quote."""
WHOLE = 400
"""Characters before or after a quote up to which all is shown: who is responsible stands last."""

_MARK = re.compile(r"〔(\d+)〕")

Documents = Callable[[str], PolicyDocument]
"""Gives the document of an id; raises KeyError."""


def answer_html(answer: Answer, documents: Documents, root: str = "") -> str:
    """The whole answer: text, departments, notices, citations.

    Args:
        answer: What to show.
        documents: Where the surroundings of a quote are read from.
        root: Path under which the site is served, for links.
    """
    blocks = [_status(answer), _text(answer, root)]
    blocks += [_departments(answer), _notices(answer)]
    if answer.citations:
        cards = "".join(
            _citation(item, answer, documents, root, is_open=item.n == answer.citations[0].n)
            for item in sorted(answer.citations, key=lambda item: item.n)
        )
        blocks.append(_section("basis", answer, cards))
    if answer.related and not _lists_related(answer):
        items = "".join(f"<li>{_place(item, root, answer.script)}</li>" for item in answer.related)
        blocks.append(_section("related", answer, f"<ul class='pa-plain'>{items}</ul>"))
    lines = "<br>".join(escape(line) for line in memo(answer).splitlines())
    blocks.append(
        f'<p class="pa-tools">{_copy("copy", answer)}<span class="pa-memo">{lines}</span></p>'
    )
    body = "".join(block for block in blocks if block)
    return f'<div class="pa-answer" lang="{answer.script.value}">{body}</div>'


def prose(answer: Answer) -> list[str]:
    """The lines of an answer's text without those that the page shows as lists beside it."""
    basis = say("basis", answer.script, sources="")
    roles = {fold(department.role) for department in answer.departments}
    openings = tuple(f"{role}{after}" for role in roles for after in ("：", "还包括"))
    return [
        line
        for line in answer.text.splitlines()
        if line.strip()
        and not (answer.citations and line.startswith(basis))
        and not (roles and fold(line).startswith(openings))
        and not any(notice.text in line for notice in answer.notices)
    ]


def _text(answer: Answer, root: str) -> str:
    """The text; where it lists the related clauses, each line leads to its clause."""
    links = iter(answer.related if _lists_related(answer) else ())
    blocks = []
    for line in prose(answer):
        if _is_listed(line) and (item := next(links, None)) is not None:
            url = escape(clause_url(item, root))
            words = escape(line.lstrip("· "))
            blocks.append(f'<p class="pa-item">· <a href="{url}" target="_blank">{words}</a></p>')
        else:
            blocks.append(text_html(line, answer.id, len(answer.citations)))
    return "".join(blocks)


def _lists_related(answer: Answer) -> bool:
    listed = sum(_is_listed(line) for line in answer.text.splitlines())
    return answer.status is not Status.ANSWERED and listed == len(answer.related)


def _is_listed(line: str) -> bool:
    return line.startswith("· 《")


def text_html(text: str, answer_id: str, citations: int = 0) -> str:
    """Paragraphs of an answer's text, its citation marks linked to their cards.

    Args:
        text: The text; 〔2022〕 in a 文号 is no mark.
        answer_id: Answer whose cards the marks lead to.
        citations: Number of its citations.
    """

    def link(mark: re.Match[str]) -> str:
        n = int(mark[1])
        if not 1 <= n <= citations:
            return mark[0]
        return f'<a class="pa-mark" href="#{card_id(answer_id, n)}">〔{n}〕</a>'

    marked = _MARK.sub(link, escape(text))
    return "".join(f"<p>{line}</p>" for line in marked.splitlines() if line.strip())


def step_html(step: str, answer: str = "", script: str = "zh-Hans") -> str:
    """What is being done, under the text that is already there."""
    written = text_html(answer, "pending") if answer else ""
    return (
        f'<div class="pa-answer" lang="{script}">{written}'
        f'<p class="pa-step">{escape(step)}…</p></div>'
    )


def card_id(answer_id: str, n: int) -> str:
    """Id of the card of citation `n`, unique in a conversation."""
    return f"c-{re.sub(r'[^A-Za-z0-9]', '', answer_id)[:12]}-{n}"


def clause_url(citation: Citation, root: str = "") -> str:
    """Address of the clause in its document, with the quote highlighted.

    A quote that the answer shows in the other script too is read there in both.
    """
    if citation.clause.id:
        path = f"{root}/clauses/{quote_url(citation.clause.id)}"
    else:
        path = f"{root}/documents/{quote_url(citation.document.id)}"
    reading = (
        f"&reading={detect_script(citation.quote_converted)}" if citation.quote_converted else ""
    )
    return f"{path}?start={citation.start}&end={citation.end}{reading}"


def memo(answer: Answer) -> str:
    """Question, text (which names the departments) and sources as plain text for pasting."""
    lines = [answer.question, "", answer.text, ""]
    for item in answer.citations:
        number = f"（{item.document.document_number}）" if item.document.document_number else ""
        title = book_title(item.document.title)
        where = convert(item.clause.label, answer.script)
        source = f"{title}{number}{where} {item.clause.heading}".strip()
        lines.append(f"〔{item.n}〕{source}：“{' '.join(item.quote.split())}”")
    lines += [f"· {notice.text}" for notice in answer.notices]
    return "\n".join(lines).strip()


def surroundings(citation: Citation, document: PolicyDocument) -> tuple[Span, Span]:
    """The printed words before and after a quote, within its clause; `CONTEXT` of long ones."""
    clause = _clause_span(citation, document)
    before = _shown(citation.start - clause.start)
    after = _shown(clause.end - citation.end)
    return (
        Span(start=citation.start - before, end=citation.start),
        Span(start=citation.end, end=citation.end + after),
    )


def _clause_span(citation: Citation, document: PolicyDocument) -> Span:
    spans = [clause.span for clause in document.clauses if clause.id == citation.clause.id]
    return spans[-1] if spans else Span(start=0, end=len(document.text))


def _shown(size: int) -> int:
    """How many of so many characters beside a quote are shown."""
    return max(size, 0) if size <= WHOLE else CONTEXT


def _section(key: str, answer: Answer, body: str) -> str:
    return f'<div class="pa-section"><h2>{label(key, answer.script)}</h2>{body}</div>'


def _status(answer: Answer) -> str:
    if answer.status is Status.ANSWERED:
        return ""
    words = label(answer.status.value, answer.script)
    return f'<p class="pa-status pa-status-{answer.status.value}">{words}</p>'


def _departments(answer: Answer) -> str:
    items = "".join(_department(item, answer) for item in answer.departments)
    if not items:
        return ""
    return _section("departments", answer, f'<ul class="pa-departments">{items}</ul>')


def _department(item: Department, answer: Answer) -> str:
    """A body as printed; what is said of it, in the answer's script."""
    extra = []
    if item.current_name:
        name = convert(item.current_name, answer.script)
        extra.append(label("current_name", answer.script, name=name))
    if item.inherited_from:
        where = convert(item.inherited_from, answer.script)
        extra.append(label("inherited", answer.script, label=where))
    small = f" <small>{escape('；'.join(extra))}</small>" if extra else ""
    mark = f'<a class="pa-mark" href="#{card_id(answer.id, item.citation)}">〔{item.citation}〕</a>'
    role = f'<span class="pa-role">{escape(convert(item.role, answer.script))}</span>'
    return f"<li><b>{escape(item.name)}</b> {role}{mark}{small}</li>"


def _notices(answer: Answer) -> str:
    items = "".join(
        f'<li class="pa-notice-{escape(item.kind)}">{escape(item.text)}</li>'
        for item in answer.notices
    )
    if not items:
        return ""
    words = label("notices", answer.script)
    return f'<div class="pa-notices" role="note"><b>{words}</b><ul>{items}</ul></div>'


def _citation(
    item: Citation, answer: Answer, documents: Documents, root: str, *, is_open: bool
) -> str:
    document = documents(item.document.id)
    before, after = surroundings(item, document)
    clause = _clause_span(item, document)
    within = (
        ("…" if before.start > clause.start else "")
        + _flow(before.of(document.text))
        + f"<mark>{_flow(item.quote)}</mark>"
        + _flow(after.of(document.text))
        + ("…" if after.end < clause.end else "")
    )
    converted = ""
    if item.quote_converted:
        converted = (
            f'<p class="pa-converted"><b>{label("converted", answer.script)}</b> '
            f"{_flow(item.quote_converted)}</p>"
        )
    link = f'<a href="{escape(clause_url(item, root))}" target="_blank">'
    return (
        f'<details class="pa-citation" id="{card_id(answer.id, item.n)}"'
        f"{' open' if is_open else ''}><summary><b>〔{item.n}〕</b>"
        f"{_source(item, answer.script)}</summary>"
        f'<blockquote lang="{document.script.value}">{within}</blockquote>{converted}'
        f'<p class="pa-meta">{_meta(item, answer)} · {link}{label("open_clause", answer.script)}'
        f"</a> {_copy('share', answer)}</p></details>"
    )


def _copy(key: str, answer: Answer) -> str:
    """A button that copies what stands beside it; Gradio lets no other attributes through."""
    words = page_words(key, answer.script)
    return f'<button type="button" class="pa-copy pa-copy-{key}">{words}</button>'


def _source(item: Citation, script: Script) -> str:
    """Title and number as printed; the label, which is written here, in the answer's script."""
    number = item.document.document_number
    words = book_title(item.document.title) + (f"（{number}）" if number else "")
    clause = f"{convert(item.clause.label, script)} {item.clause.heading}".strip()
    return f'{escape(words)}<span class="pa-path">{escape(clause)}</span>'


def _place(item: Citation, root: str, script: Script) -> str:
    url = escape(clause_url(item, root))
    return f'<a href="{url}" target="_blank">{_source(item, script)}</a>'


def _meta(item: Citation, answer: Answer) -> str:
    force = label(item.document.legal_force.value, answer.script)
    day = item.document.issued_on.isoformat() if item.document.issued_on else ""
    parts = [convert(item.document.jurisdiction, answer.script), day, force]
    return escape(" · ".join(part for part in parts if part))


def _flow(words: str) -> str:
    """Printed words on one line, escaped; line breaks of the file carry no meaning in a quote."""
    return escape(re.sub(r"[ \t]*[\r\n]+[ \t\u3000]*", " ", words))
