"""What happens to those who break a rule: the article that names the rule's article by number.

A law often punishes at its end, by numbers alone: 违反第四十八条第一项规定…处三百元以上…罚锾.
Such an article has no word of the matter, so that a search finds the rule and not its penalty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.context import Context, Found
from assistant.lexicon import pattern
from assistant.selection.outcome import selected
from assistant.sentences import question_terms
from corpus.model import Clause, PolicyDocument
from corpus.normalize import fold, search_form
from index.ranking import marker_key

_NUMBER, _ARTICLE = "第", "条"


def penalty_first(context: Context, found: Sequence[Found]) -> list[Found]:
    """The hits, the clause that punishes breaking the first of them put in front of it.

    Args:
        context: The question; one that asks for no penalty changes nothing.
        found: Clauses found for it, best first.
    """
    penalty = _penalty_for(context, found[0]) if found else None
    if penalty is None:
        return list(found)
    hit, document, _ = found[0]
    others = [item for item in found if item[2].id != penalty.id]
    return [(replace(hit, clause_id=penalty.id, span=penalty.span), document, penalty), *others]


def _penalty_for(context: Context, main: Found) -> Clause | None:
    """The clause that punishes breaking the found one; None where none is asked for or printed."""
    _, document, clause = main
    question = fold(context.search_text or context.question.text)
    if not pattern("understanding", "asks_fine").search(question):
        return None
    article = next(
        (key for key in map(marker_key, clause.path) if key and key[0] == _ARTICLE), None
    )
    if article is None or punishes(document, clause):
        return None
    punishing = [
        other
        for other in document.clauses
        if other.path != clause.path
        and article in set(cited_articles(_words(document, other)))
        and punishes(document, other)
    ]
    return _nearest(punishing, document, question)


def punished_rule(context: Context, main: Found, found: Sequence[Found]) -> Found | None:
    """The rule whose penalty the main clause is, where `penalty_first` put it in front."""
    for item in found[1:2]:
        penalty = _penalty_for(context, item)
        if penalty is not None and penalty.id == main[2].id:
            return item
    return None


def with_rule(context: Context, rule: Found) -> Context:
    """The penalty as the main clause, with the rule whose number it names, as they are printed."""
    chosen = (*context.selection.chosen[:1], selected(rule[1], rule[2], rule[0]))
    selection = replace(context.selection, chosen=chosen, together=True, in_order=True)
    return replace(context, selection=selection)


def punishes(document: PolicyDocument, clause: Clause) -> bool:
    """Whether a clause says what is done to somebody for what he did."""
    return bool(pattern("references", "punishes").search(_words(document, clause)))


def cited_articles(words: str) -> Iterator[tuple[str, int]]:
    """Keys of the articles of the same law that words name, ranges and lists included.

    Args:
        words: Folded words of a clause.

    >>> list(cited_articles("違反本法第十條至第十二條、第15條第一項"))
    [('条', 10), ('条', 11), ('条', 12), ('条', 15)]
    >>> list(cited_articles("违反第六、十一条规定"))
    [('条', 6), ('条', 11)]
    >>> list(cited_articles("依照《行政处罚法》第五条、刑法第六条处理"))
    []
    """
    foreign, last, end = False, None, -2
    listed = pattern("references", "listed_articles")
    each = listed.sub(_each_whole, search_form(words))
    for match in pattern("references", "cited_article").finditer(each):
        key = marker_key(match["article"])
        if key is None:
            continue
        joined = match.start() - end <= 1  # 「第五条、第六条」 are of one law
        foreign = bool(match["other"]) or (foreign and joined)
        if not foreign:
            first = last + 1 if match["to"] and last is not None and joined else key[1]
            yield from ((key[0], number) for number in range(min(first, key[1]), key[1] + 1))
        last, end = key[1], match.end()


def _each_whole(match: re.Match[str]) -> str:
    """The articles of a shortened list in full: 第六、十一条 as 第六条、第十一条."""
    number = pattern("references", "listed_number")
    return number.sub(lambda one: f"{_NUMBER}{one[0]}{_ARTICLE}", match["numbers"])


def _words(document: PolicyDocument, clause: Clause) -> str:
    return fold(clause.span.of(document.text))


def _nearest(found: Sequence[Clause], document: PolicyDocument, question: str) -> Clause | None:
    """The clause with most of the question's words, the first of equals."""
    terms = [word for word, _ in question_terms(question)]
    return max(
        found,
        key=lambda clause: sum(word in search_form(_words(document, clause)) for word in terms),
        default=None,
    )
