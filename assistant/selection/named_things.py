"""An institution that is asked for by name (产假, 营业执照) must be printed in the clause.

Lay people call most matters by words of their own, but a tax, a leave, a licence, an examination
or a fee has one name, and a text that settles it prints that name or a near form of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.context import Context
from assistant.lexicon import pattern
from assistant.selection.benefits import form_with_headings
from assistant.steps.understand import is_empty_word, standard_words
from corpus.model import Clause, PolicyDocument
from corpus.normalize import fold, search_form
from corpus.places import find_places
from index.lay_terms import lay_terms
from index.tokenizer import tagged

_PART = re.compile(r"[，。；？！,;?!\s]+")
_APART = 3
"""Characters of a longer name that may stand between two of a short one (失业金, 失业保险金)."""

_SHORT = 6
"""Characters of a matter that is one name; a longer one is told in words."""


def asked_institutions(context: Context) -> tuple[str, ...]:
    """Names of institutions in the part of the question that asks, in search form.

    What is told before it (「拿着毕业证，怎么落户」) is the asker's story and no thing asked for.
    """
    folded = standard_words(fold(context.search_text or context.question.text))
    parts = [part for part in _PART.split(folded) if part]
    asking = [part for part in parts if pattern("understanding", "asking").search(part)]
    part = (asking or parts or [""])[-1]
    words = _with_names(tagged(search_form(part)))
    return tuple(word for word in words if _is_institution(word) and not find_places(word))


def asked_by_whole_name(context: Context) -> tuple[str, ...]:
    """Names like 陪产假 and 冷静期, which other names (产假, 期) stand within."""
    form = search_form(context.search_text or context.question.text)
    return tuple(match[0] for match in pattern("understanding", "institution_whole").finditer(form))


def asked_role(context: Context) -> str | None:
    """What somebody wants to be (想当专利代理师要什么条件), in search form; else None."""
    form = search_form(context.search_text or context.question.text)
    match = pattern("understanding", "role").search(form)
    return match[0][len(match[1]) :] if match else None


def _with_names(words: Sequence[tuple[str, str]]) -> list[str]:
    """Tagged words, the bare kind of an institution joined with the noun before it (房屋 + 税)."""
    kinds = pattern("understanding", "kind_alone")
    joined: list[str] = []
    noun = False
    for word, tag in words:
        if noun and len(joined[-1]) > 1 and kinds.fullmatch(word):
            joined[-1] += word
        else:
            joined.append(word)
        noun = tag == "n"
    return joined


def _is_institution(word: str) -> bool:
    named = pattern("understanding", "institution").fullmatch(word)
    other = pattern("understanding", "no_institution").fullmatch(word)
    return bool(named) and not other and not is_empty_word(word)


def prints_institution(document: PolicyDocument, clause: Clause, name: str) -> bool:
    """Whether a clause, what stands over it or the title prints an institution.

    A policy term for the whole lay name counts, and a longer name that has all characters of a
    short one in order and close together.
    """
    form = form_with_headings(document, clause)
    return any(_written(term).search(form) for term in (name, *lay_terms().get(name, ())))


def prints_short_matter(context: Context, document: PolicyDocument, clause: Clause) -> bool:
    """Whether a clause prints the matter whose body is asked for, if that is one short name.

    「城市更新谁牵头」 is not answered by a clause on the renewal of gas pipes in cities.
    """
    matter = search_form(context.understanding.topic)
    if not 0 < len(matter) <= _SHORT:
        return True
    words = document.title + "\n" + clause.heading + "\n" + clause.span.of(document.text)
    return any(name in search_form(words) for name in (matter, *lay_terms().get(matter, ())))


@lru_cache(maxsize=256)
def _written(term: str) -> re.Pattern[str]:
    """How a term may be written.

    >>> bool(_written("失业金").search("领取失业保险金")), bool(_written("产假").search("放假调休"))
    (True, False)
    """
    return re.compile(f"[^，。；\n]{{0,{_APART}}}?".join(map(re.escape, term)))
