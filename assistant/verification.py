"""Checks a sentence against the clauses that it cites.

Nothing may be said that no clause says. A sentence is compared with its sources fragment by
fragment (a fragment is what stands between commas and stops): for each fragment of the sentence
the run of at most three source fragments that shares most character pairs with it is its
*window*. Then

* too few shared pairs: the sentence is not supported;
* an amount, date or share that the window does not state: wrong number;
* a department or document number that no source prints: wrong name;
* a negation or a modal word (应当, 可以, 不得, 鼓励, 原则上 …) added, dropped or exchanged in front
  of words that both sides have: wrong force.

The rule deliberately errs towards dropping: a dropped true sentence costs a resident a detail,
a passed false one costs them their claim.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.quantities import find_quantities
from corpus.departments import find_departments
from corpus.document_number import find_document_numbers
from corpus.normalize import search_key

SUPPORT = 0.6
"""Least share of a fragment's character pairs that its window must have, 0–1; chosen on the
development documents of evals/verification.py."""


class ProblemKind(StrEnum):
    """What is wrong with a sentence."""

    UNSUPPORTED = "unsupported"
    NUMBER = "number"
    DEPARTMENT = "department"
    DOCUMENT_NUMBER = "document_number"
    NEGATION = "negation"
    MODALITY = "modality"


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason to drop a sentence."""

    kind: ProblemKind
    words: str
    """The offending words, in search form."""


_FORCES = {
    "prohibit": r"不得|不准|不许|禁止|严禁|不可|不能|不予|不应",
    "release": r"不再|无需|无须|不必|不需|免收|免予|免除|取消",
    "not": r"尚未|未|没有|并非|不(?![断仅但少动同限论管久等良足]|要求)",
    "must": r"应当|必须|务必|须|应(?![对急届付邀用时有聘援])"
    r"|(?<![需重主不只])要(?![求素点件闻领目])|确保",
    "may": r"可以|能够|可(?=[按向凭在以由申享通纳不从对根依将用参])|能(?=[否够申享])",
    "encourage": r"鼓励|支持|引导|倡导|提倡",
    "principle": r"原则上",
}
_FORCE = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _FORCES.items()))
_NEGATIVE = {"prohibit", "release", "not"}

_LEAD_IN = re.compile(
    r"(?:(?:按照?|根据|依据|依照)?(?:上述|该|本|相关|有关|这份|现行)?(?:规定|文件|政策|条款|通知|意见|方案|要求)"
    r"(?:规定|提出|明确|要求|显示)?|具体来说|具体而言|同时|此外|另外|其中|因此|也就是说|是的|对的|简单说)"
)
"""Fixed words that join sentences and claim nothing."""

_BODY = re.compile(
    r"(?:国家|[省市区县州])[一-鿿]{1,12}?(?:局|委员会|委(?![托派员任])|厅|署|办公室|总队|支队)"
)
"""Names in the form of a public body, known to the registry or not."""

_BREAK = re.compile(r"[，。；：！？!?;\n]+")
_NUMERIC = re.compile(r"[\d一二三四五六七八九十百千万亿〇零%]")


@dataclass(frozen=True, slots=True)
class _Force:
    name: str
    words: str
    scope: str
    """What it governs: the words up to the next modal word or the fragment's end; at most six
    characters for a negation, whose reach is short."""

    @property
    def governed(self) -> str:
        """The first two characters governed, by which the other side is looked up."""
        return self.scope[:2]


def verify_sentence(
    sentence: str, sources: Sequence[str], *, context: Sequence[str] = ()
) -> tuple[Problem, ...]:
    """Problems of a sentence, none when its sources say it.

    Args:
        sentence: What is to be shown, without citation marks, in either script.
        sources: Printed words of the cited clauses.
        context: Titles, headings, document numbers, dates and departments of the cited
            documents, which a sentence may name although the clause's words do not.
    """
    source_keys = [search_key(source).text for source in sources]
    context_keys = [search_key(item).text for item in context]
    key = search_key(sentence).text
    fragments = [part for source in source_keys for part in _fragments(source)]
    problems = _check_names(sentence, "\n".join(source_keys + context_keys))
    for fragment in _fragments(key):
        problems += _check_fragment(fragment, fragments, context_keys)
    return tuple(problems)


def _fragments(key: str) -> list[str]:
    return [part for part in _BREAK.split(key) if part]


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)} or {text}


def _check_names(sentence: str, printed: str) -> list[Problem]:
    problems = []
    for mention in find_departments(sentence):
        words = search_key(mention.text).text
        if words not in printed:
            problems.append(Problem(ProblemKind.DEPARTMENT, words))
    for match in _BODY.finditer(search_key(sentence).text):
        if match.group() not in printed:
            problems.append(Problem(ProblemKind.DEPARTMENT, match.group()))
    numbers = [item.number for item in find_document_numbers(printed)]
    for item in find_document_numbers(sentence):
        if not any(item.number.same_as(number) for number in numbers):
            problems.append(Problem(ProblemKind.DOCUMENT_NUMBER, item.number.canonical))
    return problems


def _check_fragment(fragment: str, sources: Sequence[str], context: Sequence[str]) -> list[Problem]:
    if _LEAD_IN.fullmatch(fragment) or any(fragment in item for item in context):
        return []
    window = _window(fragment, sources)
    wanted = _pairs(fragment)
    stated = _pairs(window) | {pair for item in context for pair in _pairs(item)}
    # amounts are compared as values below, not as characters: 三百万 supports 300万
    shared = {pair for pair in wanted if pair in stated or _NUMERIC.search(pair)}
    if len(shared) < SUPPORT * len(wanted):
        return [Problem(ProblemKind.UNSUPPORTED, fragment)]
    return [*_check_amounts(fragment, window, context), *_check_forces(fragment, window)]


def _window(fragment: str, sources: Sequence[str]) -> str:
    """The run of one to three source fragments most like `fragment` (F1 of character pairs)."""
    wanted = _pairs(fragment)
    best, best_score = "", -1.0
    pairs = [_pairs(source) for source in sources]
    for start in range(len(sources)):
        run: set[str] = set()
        for end in range(start, min(start + 3, len(sources))):
            run = run | pairs[end]
            shared = len(wanted & run)
            score = 2 * shared / (len(wanted) + len(run))
            if score > best_score:
                best, best_score = "，".join(sources[start : end + 1]), score
    return best


def _check_amounts(fragment: str, window: str, context: Sequence[str]) -> list[Problem]:
    """Each stated amount backs one amount: 2002年到2005年 cannot become 2005年到2005年."""
    stated = [quantity for text in (window, *context) for quantity in find_quantities(text)]
    problems = []
    for quantity in find_quantities(fragment):
        backing = next((other for other in stated if quantity.agrees(other)), None)
        if backing is None:
            problems.append(Problem(ProblemKind.NUMBER, quantity.words))
        else:
            stated.remove(backing)
    return problems


def _forces(text: str) -> list[_Force]:
    matches = list(_FORCE.finditer(text))
    found = []
    for position, match in enumerate(matches):
        is_last = position + 1 == len(matches)
        end = len(text) if is_last else matches[position + 1].start()
        name = match.lastgroup or ""
        # 不鼓励: what a negation governs may be the next modal word itself
        scope = text[match.end() : end].partition("，")[0] or text[match.end() : match.end() + 4]
        found.append(_Force(name, match.group(), scope[:6] if name in _NEGATIVE else scope))
    return found


def _check_forces(fragment: str, window: str) -> list[Problem]:
    """Modal words and negations must govern the same words on both sides."""
    here, there = _forces(fragment), _forces(window)
    wrong = [force for force in here if not _has_match(force, there, window)]
    wrong += [
        force
        for force in there
        if len(force.governed) > 1
        and force.governed in fragment
        and not _has_match(force, here, fragment)
    ]
    return [_force_problem(force) for force in wrong]


def _has_match(force: _Force, others: Sequence[_Force], text: str) -> bool:
    """True when the other side has the same force in front of the same words.

    Where the governed words do not stand in `text` at all, the same force anywhere is enough:
    the words were rephrased.
    """
    same = [other for other in others if other.name == force.name]
    if force.governed not in text:
        return bool(same)
    return any(
        force.governed in other.scope or (other.governed and other.governed in force.scope)
        for other in same
    )


def _force_problem(force: _Force) -> Problem:
    kind = ProblemKind.NEGATION if force.name in _NEGATIVE else ProblemKind.MODALITY
    return Problem(kind, force.words)
