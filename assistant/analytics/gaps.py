"""内容缺口: what people ask and the documents do not answer, grouped by its matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.model import Status
from assistant.records.model import QuestionRecord

_COMMON = 0.5
"""Share of a group's questions from which on a word helps to name the group."""
_WORDS = 3
"""Words in a group's name."""
_EXAMPLES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Unanswered questions on one matter."""

    words: tuple[str, ...]
    """What they have in common, the first word in all of them; empty where no word is recorded."""
    questions: tuple[QuestionRecord, ...]
    """The newest first."""

    @property
    def count(self) -> int:
        """Questions in it."""
        return len(self.questions)

    @property
    def last_asked(self) -> datetime:
        """When the newest was asked."""
        return self.questions[0].asked_at

    @property
    def places(self) -> tuple[str, ...]:
        """Places asked about, most frequent first."""
        return _frequent(q.place for q in self.questions if q.place)

    @property
    def departments(self) -> tuple[str, ...]:
        """Departments named, most frequent first."""
        return _frequent(name for q in self.questions for name in q.departments)

    @property
    def examples(self) -> tuple[str, ...]:
        """Wordings of the questions, each once, the newest first, five at most."""
        words = dict.fromkeys(q.question for q in self.questions if q.question)
        return tuple(words)[:_EXAMPLES]


def is_unanswered(question: QuestionRecord) -> bool:
    """Whether the documents had nothing for a question that they might have answered.

    Questions that are no matter of policy documents (weather, insults) are no gap.
    """
    return question.status in (Status.REFUSED_NO_CONTENT, Status.CLARIFICATION)


def find_gaps(questions: Iterable[QuestionRecord]) -> tuple[Gap, ...]:
    """Unanswered questions grouped by a shared word of their matter, largest group first.

    The word that most ungrouped questions share makes the next group (greedy set cover), so
    each question stands in one group. Of equally frequent words the longer one says more.
    """
    left = sorted(filter(is_unanswered, questions), key=lambda q: q.asked_at, reverse=True)
    found: list[Gap] = []
    while left:
        counts = Counter(word for q in left for word in dict.fromkeys(q.topic_terms))
        if not counts:
            found.append(Gap(words=(), questions=tuple(left)))
            break
        word = max(counts, key=lambda w: (counts[w], len(w), w))
        chosen = [q for q in left if word in q.topic_terms]
        left = [q for q in left if word not in q.topic_terms]
        found.append(Gap(words=_name(word, chosen), questions=tuple(chosen)))
    return tuple(sorted(found, key=lambda gap: (not gap.words, -gap.count)))


def _name(word: str, questions: Sequence[QuestionRecord]) -> tuple[str, ...]:
    """The word, and others that many of the questions have too."""
    counts = Counter(w for q in questions for w in dict.fromkeys(q.topic_terms) if w != word)
    others = [w for w, n in counts.most_common() if n >= _COMMON * len(questions)]
    return (word, *others[: _WORDS - 1])


def _frequent(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name, _ in Counter(names).most_common())
