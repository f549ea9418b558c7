"""The sentences of a clause, and how much each has to do with a question."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.context import Want
from assistant.lexicon import load_lexicon, pattern
from assistant.trust import trusted_span
from corpus.model import Clause, PolicyDocument, Span
from corpus.normalize import fold, search_form
from index.lay_terms import expand
from index.tokenizer import content_words

LONGEST = 160
"""Characters from which a sentence is cut at its semicolons."""
_STOP = re.compile(r"[。！？!?][”’）】」』]*|\n+")
_SEMICOLON = re.compile(r"；[”’）】]*")
_OPENING, _CLOSING = "（〔【《“", "）〕】》”"

_SYNONYM = 0.6
"""Weight of an official word for a lay one, against 1 for the asker's own."""
_PAIR = 0.35
"""Weight of a pair of characters against that of a whole word."""
_EVIDENCE = 0.35
"""Share of the best word's weight that a sentence gets for stating what is asked for."""
TITLE_SHARE = 0.4
"""Weight of a word that the document's title has as well: it tells its sentences less apart."""
CARRIED = 0.3
"""Share of its score that a sentence hands on to the next one of its clause: what is announced
or begun goes on there, often without the question's words."""
OF_BEST = 0.3
"""Share of the best score that goes to the other sentences of that sentence's clause: what makes
up an answer stands together."""
REPORTED = 0.4
"""What a sentence counts that opens a report (近日…印发): it says that something was done, the
ones after it say what."""
_REPORTING = 70
_OF_THE_NEWS = frozenset({Want.WHEN, Want.WHO, Want.REASON, Want.NUMBER})
"""Characters in which such a sentence shows itself, and what it does answer."""
FILLED = 1.0
"""Share of the budget up to which the sentences after the best one are added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a clause with its score, 0 and up."""

    span: Span
    score: float = 0.0


def sentences_of(
    document: PolicyDocument, clause: Clause | None, whole: Span | None = None
) -> tuple[Span, ...]:
    """The sentences of a clause's body (or of a stretch), without its list of bodies.

    Stops inside brackets and quotation marks end no sentence; sentences that order a program
    about, and what follows them in the clause, are left out.
    """
    span = whole or _body(document, clause)
    limit = trusted_span(document, clause).end if clause else span.end
    folded = fold(document.text)
    notes = [
        m.span()
        for m in pattern("references", "responsibility_note").finditer(folded, span.start, span.end)
    ]
    spans: list[Span] = []
    for start, end in _outside(span, notes):
        for piece in _cut(folded, Span(start=start, end=end), _STOP):
            long = piece.end - piece.start > LONGEST
            spans.extend(_cut(folded, piece, _SEMICOLON) if long else (piece,))
    used = (piece for piece in spans if piece.start < limit)
    return tuple(s for piece in used if (s := _trimmed(document.text, piece)) is not None)


def _body(document: PolicyDocument, clause: Clause | None) -> Span:
    if clause is None:
        return Span(start=0, end=0)
    body = clause.body
    return body if body.of(document.text).strip() else clause.span


def _outside(span: Span, holes: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    start = span.start
    for left, right in holes:
        yield start, left
        start = right
    yield start, span.end


def _cut(folded: str, span: Span, stop: re.Pattern[str]) -> Iterator[Span]:
    """Pieces that end with a stop outside brackets."""
    start = span.start
    for match in stop.finditer(folded, span.start, span.end):
        if _open_brackets(folded[start : match.start()]):
            continue
        after = pattern("references", "aside").match(folded, match.end(), span.end)
        end = after.end() if after else match.end()
        yield Span(start=start, end=end)
        start = end
    if start < span.end:
        yield Span(start=start, end=span.end)


def _open_brackets(words: str) -> bool:
    return any(words.count(o) > words.count(c) for o, c in zip(_OPENING, _CLOSING, strict=True))


def _trimmed(text: str, span: Span) -> Span | None:
    words = text[span.start : span.end]
    if not any(char.isalnum() for char in words):
        return None
    start = span.start + len(words) - len(words.lstrip())
    return Span(start=start, end=span.end - (len(words) - len(words.rstrip())))


@lru_cache(maxsize=512)
def question_terms(text: str) -> tuple[tuple[str, float], ...]:
    """Words and pairs of characters of a question with their weights, synonyms included."""
    form = search_form(text)
    weights: dict[str, float] = {}
    for word in content_words(form):
        weights[word] = max(weights.get(word, 0.0), 1.0 if len(word) > 1 else _PAIR)
        for i in range(len(word) - 1):
            weights.setdefault(word[i : i + 2], _PAIR)
    for term in expand(form):
        for word in (term, *content_words(term)):
            weights[word] = max(weights.get(word, 0.0), _SYNONYM)
    for number in re.findall(r"\d+(?:\.\d+)?", form):
        weights[number] = 1.0
    return tuple(weights.items())


def score_sentences(
    document: PolicyDocument,
    spans: Sequence[Span],
    question: str,
    wants: frozenset[Want] = frozenset(),
) -> tuple[Sentence, ...]:
    """Score each sentence by the question's words in it, rare ones counting more.

    A word's rarity is taken among the sentences at hand: idf = ln(1 + n / (1 + df)).
    """
    forms = [search_form(span.of(document.text)) for span in spans]
    weighted = [
        (term, weight * math.log(1 + len(forms) / (1 + df)))
        for term, weight in question_terms(question)
        if (df := sum(term in form for form in forms))
    ]
    title = search_form(document.title)
    weighted = [
        (term, weight * (TITLE_SHARE if term in title else 1.0)) for term, weight in weighted
    ]
    best = max((weight for _, weight in weighted), default=1.0)
    return tuple(
        Sentence(
            span=span,
            score=sum(weight for term, weight in weighted if term in form)
            + _EVIDENCE * best * _states(form, wants),
        )
        for span, form in zip(spans, forms, strict=True)
    )


def in_context(scored: Sequence[Sentence], owners: Sequence[str]) -> tuple[Sentence, ...]:
    """Scores with what the sentence before and the clause of the best sentence add.

    Args:
        scored: Sentences in printed order, scored each by itself.
        owners: Id of the clause of each.
    """
    added = []
    for i, (sentence, owner) in enumerate(zip(scored, owners, strict=True)):
        before = scored[i - 1].score if i and owners[i - 1] == owner else 0.0
        added.append(replace(sentence, score=sentence.score + CARRIED * before))
    first = max(range(len(added)), key=lambda i: added[i].score, default=0)
    more = OF_BEST * max((sentence.score for sentence in scored), default=0.0)
    return tuple(
        replace(sentence, score=sentence.score + more) if owner == owners[first] else sentence
        for sentence, owner in zip(added, owners, strict=True)
    )


def as_told(
    scored: Sequence[Sentence], document: PolicyDocument, wants: frozenset[Want]
) -> tuple[Sentence, ...]:
    """Scores with those of sentences that open a report lowered, unless its news is asked for."""
    if wants & _OF_THE_NEWS:
        return tuple(scored)
    opens = pattern("references", "reported")
    return tuple(
        replace(sentence, score=REPORTED * sentence.score)
        if opens.search(fold(sentence.span.of(document.text))[:_REPORTING])
        else sentence
        for sentence in scored
    )


def _states(form: str, wants: frozenset[Want]) -> float:
    """Share of the asked kinds of fact that a sentence shows, 0 to 1."""
    kinds = [want for want in wants if want.value in load_lexicon("references")["evidence"]]
    if not kinds:
        return 0.0
    return sum(states(form, want) for want in kinds) / len(kinds)


def states(words: str, want: Want) -> bool:
    """Whether words state a fact of the wanted kind (an amount, a time …)."""
    return bool(pattern("references", "evidence", want.value).search(fold(words)))


def choose_sentences(
    scored: Sequence[Sentence],
    document: PolicyDocument,
    budget: int,
    *,
    sought: Sequence[Callable[[str], bool]] = (),
) -> tuple[Span, ...]:
    """The sentences to show, in printed order: all when they are few, else the best ones.

    Args:
        scored: Sentences of one clause in printed order.
        document: Where they stand.
        budget: Characters aimed at; the best sentence is shown whatever its length.
        sought: Tests for the fact that is asked for. When no chosen sentence passes one, the
            best that does is shown too.
    """
    total = sum(s.span.end - s.span.start for s in scored)
    if total <= budget:
        return tuple(s.span for s in scored)
    ranked = sorted(range(len(scored)), key=lambda i: (-scored[i].score, i))
    least = 0.45 * scored[ranked[0]].score
    kept: set[int] = set()
    used = 0
    for i in ranked:
        length = scored[i].span.end - scored[i].span.start
        if kept and (scored[i].score < least or used + length > budget):
            continue
        kept.add(i)
        used += length
        if i and _leans_back(scored[i].span.of(document.text)):
            kept.add(i - 1)
        used += _add_announced(scored, kept, i, document, budget - used)
    stating = [i for i in ranked if any(t(scored[i].span.of(document.text)) for t in sought)]
    if stating and not kept & set(stating):
        kept.add(stating[0])
    _go_on(scored, kept, ranked[0], budget)
    provisos = [i + 1 for i in kept if i + 1 < len(scored) and _limits(scored[i + 1], document)]
    kept.update(provisos)
    return tuple(scored[i].span for i in sorted(kept))


def _go_on(scored: Sequence[Sentence], kept: set[int], best: int, budget: int) -> None:
    """Add the sentences after the best one while little is shown: what it announces follows."""

    def length(i: int) -> int:
        return scored[i].span.end - scored[i].span.start

    used = sum(length(i) for i in kept)
    for i in range(best + 1, len(scored)):
        if used >= FILLED * budget or used + length(i) > budget:
            break
        if i not in kept:
            kept.add(i)
            used += length(i)


def _add_announced(
    scored: Sequence[Sentence], kept: set[int], i: int, document: PolicyDocument, left: int
) -> int:
    """Add what a kept sentence announces (提出三方面要求, 「：」) while it fits; its characters."""
    folded = fold(scored[i].span.of(document.text)).strip()
    if not any(pattern("references", name).search(folded) for name in ("opens", "announces")):
        return 0
    used = 0
    for j in range(i + 1, len(scored)):
        length = scored[j].span.end - scored[j].span.start
        if used + length > left:
            break
        used += 0 if j in kept else length
        kept.add(j)
    return used


def _limits(sentence: Sentence, document: PolicyDocument) -> bool:
    """Whether a sentence takes back some of the one before it (但…不在此限): never left out."""
    words = fold(sentence.span.of(document.text))
    return bool(pattern("references", "proviso").search(words))


def _leans_back(words: str) -> bool:
    return bool(pattern("references", "anaphora").search(fold(words)))
