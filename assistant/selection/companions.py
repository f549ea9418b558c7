"""Paragraphs that answer only together: neighbours of a lead-in line, and running prose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.context import Context, Kind, Selected, Selection, Want
from assistant.lexicon import pattern
from assistant.selection.aspects import asked_aspects
from assistant.selection.outcome import selected
from corpus.model import Clause, PolicyDocument
from corpus.normalize import fold
from index.ranking import marker_key

NEAR = 0.6
"""Share of the main clause's score from which another paragraph of the same text joins it."""
MOST = 4
"""Paragraphs of running prose that join the main one."""
LONGEST_LEAD = 400
"""Characters of a clause that announces items."""
LONGEST_LINE = 120
"""Characters of a line that announces what follows it without having it as its items."""
ALIKE = 0.85
"""Share of the main item's score from which another item of its list answers about as well."""
WHOLE_ASPECTS = {"conditions", "materials"}
"""Kinds of facts of which all items hold together."""
LONGEST_BEFORE = 600
"""Characters of a clause that is shown because the next one speaks of it."""
MOST_CASES = 4
"""Cases of a rule that are shown together."""
MOST_ITEMS = 30
"""Items that follow a lead-in line."""
_ARTICLE = "条"


def with_companions(
    context: Context, main: Selected, others: Sequence[tuple[float, Selected]]
) -> Context:
    """Add to the main clause what must be read with it.

    A lead-in (「以下项目停检：」, a question, a title line) is read with what follows it. A
    paragraph of a text without numbers is read with the paragraphs beside it and with the
    others of the same text that were found, or, where it announces them (三方面要求), with
    those after it. A clause that speaks of 「上述」 or 「前款」 is read with the one before it, a
    request that a reply repeats with the reply.

    Args:
        context: With the main clause as its selection.
        main: The main clause.
        others: Further hits with their share of the main one's score.
    """
    clause = main.clause
    if clause is None or context.understanding.kind not in (Kind.CONTENT, Kind.DEFINITION):
        return context
    reply = replied(main.document, clause)
    if reply is not None:
        return _joined(context, main, [reply], in_order=True)
    if clause.path or is_lead_in(main.document, clause):
        return _with_list(context, main, clause, others)
    if referred_to(main.document, clause) is not None:
        return _with_before(context, main, clause)
    return _with_prose(context, main, clause, others)


def _with_list(
    context: Context, main: Selected, clause: Clause, others: Sequence[tuple[float, Selected]]
) -> Context:
    """A numbered clause or a lead-in, with the list that it stands in, opens or leans on."""
    compared = Want.COMPARE in context.understanding.wants
    beside = (siblings if compared else alternatives)(main.document, clause)
    if beside:
        return _joined(context, main, beside, in_order=True)
    above = announcing(main.document, clause)
    items = siblings(main.document, clause)
    if above is not None and items and _asks_whole(context, items, others):
        below = [c for c in main.document.clauses if c.path[: len(above.path)] == above.path]
        if _is_asked_whole(context):  # then the article is the main clause, not one of its items
            whole = selected(main.document, above)
            return _joined(context, whole, [c for c in below if c is not above], in_order=True)
        rest = [c for c in below if c is not above and c is not clause]
        return _joined(context, main, [above, *rest], in_order=True)
    if above is not None:
        lead_in = selected(main.document, above)
        return replace(context, selection=replace(context.selection, lead_in=lead_in))
    if is_lead_in(main.document, clause):
        following = followers(main.document, clause)
        return _joined(context, main, following, in_order=True) if following else context
    return _with_before(context, main, clause)


def _asks_whole(
    context: Context, items: Sequence[Clause], others: Sequence[tuple[float, Selected]]
) -> bool:
    """Whether a list answers as a whole: it is asked for, or several items fit about as well."""
    if context.understanding.kind is Kind.DEFINITION:
        return False
    if _is_asked_whole(context):
        return True
    near = {item.clause.id for share, item in others if item.clause and share >= ALIKE}
    return any(item.id in near for item in items)


def _is_asked_whole(context: Context) -> bool:
    """Whether a question asks for all that there is: a list, conditions, papers."""
    asked = set(asked_aspects(context)) & WHOLE_ASPECTS
    return Want.LIST in context.understanding.wants or bool(asked)


def _with_before(context: Context, main: Selected, clause: Clause) -> Context:
    before = referred_to(main.document, clause)
    return _joined(context, main, [before], in_order=True) if before else context


def _with_prose(
    context: Context, main: Selected, clause: Clause, others: Sequence[tuple[float, Selected]]
) -> Context:
    """A paragraph of running prose with those that it announces, or that stand and were found."""
    prose = _passage(main.document, clause)
    place = prose.index(clause)
    if _announces(main.document, clause) and prose[place + 1 :]:
        return _joined(context, main, prose[place + 1 : place + 1 + MOST], in_order=True)
    beside = prose_beside(main.document, clause)
    found = [
        item.clause
        for share, item in others
        if item.clause and item.document.id == main.document.id and share >= NEAR
    ]
    joining = list(dict.fromkeys(c.id for c in [*found, *beside] if c in prose))[:MOST]
    companions = [c for c in prose if c.id in joining and c.id != clause.id]
    return _joined(context, main, companions, in_order=False) if companions else context


def _passage(document: PolicyDocument, clause: Clause) -> list[Clause]:
    """The paragraphs around one, up to the next question; no receipt of a letter, no thanks."""
    passage: list[Clause] = []
    for other in (c for c in document.clauses if not c.path):
        words = fold(other.span.of(document.text)).strip()
        if pattern("references", "question").search(words):  # what an interviewer says
            if clause in passage:
                break
            passage = [clause] if other is clause else []
        elif other is clause or not pattern("references", "frame").search(words):
            passage.append(other)
    return passage


def _joined(
    context: Context, main: Selected, clauses: Sequence[Clause], *, in_order: bool
) -> Context:
    chosen = (main, *(selected(main.document, clause) for clause in clauses))
    used = {item.clause.id for item in chosen if item.clause}
    related = tuple(i for i in context.selection.related if not i.clause or i.clause.id not in used)
    selection: Selection = replace(
        context.selection, chosen=chosen, related=related, together=True, in_order=in_order
    )
    return replace(context, selection=selection)


def is_lead_in(document: PolicyDocument, clause: Clause) -> bool:
    """Whether a clause announces what follows it and says nothing itself."""
    words = fold(clause.span.of(document.text)).strip()
    if len(words) <= LONGEST_LINE:
        return bool(pattern("references", "lead_in").search(words))
    opens = len(words) <= LONGEST_LEAD and pattern("references", "opens").search(words)
    return bool(opens) and any(other.parent_id == clause.id for other in document.clauses)


def _announces(document: PolicyDocument, clause: Clause) -> bool:
    """Whether a paragraph of running prose ends by announcing the next (三方面要求, 「：」)."""
    words = fold(clause.span.of(document.text)).strip()
    opens = bool(pattern("references", "opens").search(words))
    return opens or bool(pattern("references", "announces").search(words))


def referred_to(document: PolicyDocument, clause: Clause) -> Clause | None:
    """The clause before one that begins by speaking of it (「上述场所均要…」, 「前款规定的…」)."""
    words = fold(clause.body.of(document.text)).strip()
    if not pattern("references", "refers_back").search(words):
        return None
    level = [c for c in document.clauses if c.parent_id == clause.parent_id]
    place = level.index(clause)
    before = level[place - 1] if place else None
    if before is None or before.span.end - before.span.start > LONGEST_BEFORE:
        return None
    return before


def replied(document: PolicyDocument, clause: Clause) -> Clause | None:
    """What follows a paragraph that only tells a request (「你省请求，…」): the answer to it."""
    words = fold(clause.body.of(document.text)).strip()
    if not pattern("references", "told_request").search(words):
        return None
    place = document.clauses.index(clause) + 1
    after = document.clauses[place] if place < len(document.clauses) else None
    beside = after is not None and (after.path, after.annex) == (clause.path, clause.annex)
    return after if beside else None


def prose_beside(document: PolicyDocument, clause: Clause) -> list[Clause]:
    """The paragraphs before and after one of running prose; none for a numbered clause."""
    if clause.path:
        return []
    prose = _passage(document, clause)
    place = prose.index(clause)
    return prose[max(0, place - 1) : place] + prose[place + 1 : place + 2]


def announcing(document: PolicyDocument, clause: Clause) -> Clause | None:
    """What announces a bare item (「有下列问题的予以撤销：」); None for a clause with a heading.

    The item alone says nothing: 「逾期未达到要求的」 is to be read with what happens then.
    """
    if clause.parent_id is None or clause.heading or not clause.path:
        return None
    above = document.clause_by_id(clause.parent_id)
    words = fold(above.span.of(document.text)).strip()
    lists = any(pattern("references", name).search(words) for name in ("lists_items", "opens"))
    return above if lists and len(words) <= LONGEST_LEAD else None


def later_paragraphs(document: PolicyDocument, clause: Clause) -> list[Clause]:
    """The paragraphs of an article behind its first words or its items; none for other clauses.

    A fine for some of the items often stands there: 「有前款第三项行为的，处…罚款」.
    """
    path = clause.path
    article = path if _is_article(path) else path[:-1]
    if not _is_article(article):
        return []
    return [
        other
        for other in document.clauses
        if other.path == article and other.paragraph is not None and other is not clause
    ]


def _is_article(path: Sequence[str]) -> bool:
    key = marker_key(path[-1]) if path else None
    return key is not None and key[0] == _ARTICLE


def siblings(document: PolicyDocument, clause: Clause) -> list[Clause]:
    """The other items of the list that an item stands in, in printed order."""
    if clause.parent_id is None or clause.heading:
        return []
    items = [c for c in document.clauses if c.parent_id == clause.parent_id and not c.heading]
    return [c for c in items if c is not clause] if len(items) <= MOST_ITEMS else []


def alternatives(document: PolicyDocument, clause: Clause) -> list[Clause]:
    """The other cases of a short list of cases (为独生子女的，…；为非独生子女的，…).

    Which case is the asker's own he knows best, so all of them are shown.
    """
    cases = siblings(document, clause)
    if not 0 < len(cases) < MOST_CASES:
        return []
    case = pattern("references", "case")
    bodies = [fold(c.body.of(document.text)).strip() for c in (clause, *cases)]
    return cases if all(case.match(body) for body in bodies) else []


def followers(document: PolicyDocument, clause: Clause) -> list[Clause]:
    """The clauses under a lead-in; without any, those after it up to the next lead-in."""
    under = [c for c in document.clauses if c.parent_id == clause.id]
    if under:
        return under[:MOST_ITEMS]
    place = document.clauses.index(clause)
    after: list[Clause] = []
    opens = pattern("references", "opens")
    colon = opens.search(fold(clause.span.of(document.text)).strip())
    for following in document.clauses[place + 1 : place + 1 + MOST_ITEMS]:
        if following.parent_id != clause.parent_id:
            break
        words = fold(following.span.of(document.text)).strip()
        if opens.search(words) if colon else is_lead_in(document, following):
            break  # what a colon opens may be items without any stop
        after.append(following)
    return after
