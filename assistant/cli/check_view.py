"""A document as a tree on the terminal: metadata, clauses, departments, doubts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from assistant.doubts import doubt_words
from assistant.labels import book_title
from corpus.document_number import parse_document_number
from corpus.links import DocumentLink
from corpus.model import Clause, PolicyDocument, Responsibility

PREVIEW = 36
"""Characters of a clause's body that are shown."""


def print_document(document: PolicyDocument, links: Sequence[DocumentLink]) -> None:
    """Print on stdout how `document` was understood, and which documents it names."""
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console = Console(highlight=False, markup=False, emoji=False, width=200)
    console.print(Text(book_title(document.title), style="bold"))
    for name, value in _metadata(document):
        console.print(Text(f"  {name}：{value}"))
    console.print(_tree(document))
    if links:
        console.print(_links(document, links))
    for warning in document.warnings:
        console.print(Text(f"  ! {doubt_words(warning)}", style="yellow"))
    console.print()


def _metadata(document: PolicyDocument) -> list[tuple[str, str]]:
    return [
        ("文件", f"{document.file}（{document.id}）"),
        ("文号", document.document_number or "未找到"),
        ("发文机关", "、".join(document.issuing_bodies) or "未找到"),
        ("成文日期", str(document.issued_on or "未找到")),
        ("施行", str(document.effective_from or "未注明")),
        ("有效期至", str(document.effective_until or "未注明")),
        ("地区", f"{document.jurisdiction.name}（{document.jurisdiction.level}）"),
        ("文字", f"{document.script}{'，本文有删减' if document.abridged else ''}"),
        ("非条款部分", "、".join(f"{p.kind} {p.span.start}–{p.span.end}" for p in document.parts)),
    ]


def _tree(document: PolicyDocument) -> Tree:
    by_clause: dict[str, list[Responsibility]] = defaultdict(list)
    for responsibility in document.responsibilities:
        by_clause[responsibility.clause_id].append(responsibility)
    root = Tree(f"条款 {len(document.clauses)} 条，责任 {len(document.responsibilities)} 项")
    branches: dict[str, Tree] = {}
    for clause in document.clauses:
        parent = branches.get(clause.parent_id or "", root)
        branch = parent.add(_clause_line(clause, document.text))
        for line in _role_lines(by_clause[clause.id]):
            branch.add(line)
        branches[clause.id] = branch
    return root


def _links(document: PolicyDocument, links: Sequence[DocumentLink]) -> Tree:
    labels = {clause.id: clause.label for clause in document.clauses}
    root = Tree(f"引用的文件 {len(links)} 份（✓ 已收录）")
    for link in links:
        mark = "✓" if link.target_id else " "
        name = link.target_title
        name = name if parse_document_number(name) else book_title(name)
        line = Text(f"{link.kind} {mark} {name}", style="magenta")
        place = labels.get(link.clause_id or "") or "条款之外"
        line.append(f"  {place} [{link.span.start}–{link.span.end}]", style="dim")
        root.add(line)
    return root


def _clause_line(clause: Clause, text: str) -> Text:
    marker = clause.path[-1] if clause.path else ""
    if clause.paragraph is not None:
        marker = f"第{clause.paragraph}段"
    line = Text(f"{clause.annex} {marker} ".lstrip(), style="bold cyan")
    if clause.paragraph is None:
        line.append(clause.heading, style="bold default")
    body = " ".join(clause.body.of(text).split())
    cut = body[:PREVIEW] + ("…" if len(body) > PREVIEW else "")
    line.append(f"  {cut} [{clause.span.start}–{clause.span.end}]", style="not bold dim")
    return line


def _role_lines(responsibilities: list[Responsibility]) -> list[Text]:
    """One line a role and source, departments in printed order."""
    groups: dict[tuple[str, str, bool], list[str]] = defaultdict(list)
    for item in responsibilities:
        name = f"{item.department}*" if item.generic else item.department
        groups[item.role.value, item.printed_role, bool(item.inherited_from)].append(name)
    return [
        Text(
            f"{role}（{printed}）：{'、'.join(names)}{'  ← 由他条说明带来' if inherited else ''}",
            style="green",
        )
        for (role, printed, inherited), names in groups.items()
    ]
