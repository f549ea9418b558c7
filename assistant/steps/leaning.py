"""How a question leans on the one before it."""

from __future__ import annotations

from assistant.context import Context, Follow, Kind, Understanding
from assistant.lexicon import matching, pattern
from assistant.steps.understand import is_empty_word, standard_words, topic_of
from corpus.normalize import fold
from index.tokenizer import tagged

SHORT_VERBS = 2
"""Words of one character that a question may have and still name no matter."""
HELPING = frozenset("bcdmpruyez")
"""Parts of speech that name no matter: adverbs, numerals, pronouns, particles and the like."""
NAMING = frozenset("njlitsx")
"""Parts of speech that name things: nouns and what stands for them, times, places, letters."""
LONGEST_CONDITION = 14
"""Most characters of a condition that names no matter of its own."""
SHORT_TOPIC = 8
"""Most characters of a matter that is named without a sentence around it."""


def how_it_leans(folded: str, found: Understanding) -> tuple[Follow, str]:
    """How a question leans on the one before, and the new matter that it names.

    Args:
        folded: The question in standard words, without closing marks.
        found: What it says by itself.
    """
    whole = _as_a_whole(folded, found)
    if whole is not Follow.NONE:
        return whole, ""
    if pattern("understanding", "follow_up", "correction").search(folded):
        corrected = pattern("understanding", "follow_up", "corrected").search(folded)
        return _replaced(corrected["new"] if corrected else folded, found)
    named = bool(found.documents or found.missing_document or found.markers)
    for name in ("switch", "what_about"):
        match = pattern("understanding", "follow_up", name).search(folded)
        if match and not named and _is_elliptic(match["new"], found):
            return _replaced(match["new"], found)
    there = bool(found.places) and pattern("understanding", "ruled_there").search(folded)
    pronoun = pattern("understanding", "follow_up", "pronoun")
    matter = found.topic and topic_of(pronoun.sub(" ", folded))  # 这件事 names none
    if named or matter or found.departments or (found.kind is Kind.CATALOG and not there):
        return Follow.NONE, ""
    if found.places:
        return Follow.PLACE, ""
    return (Follow.ASPECT if found.wants else Follow.NONE), ""


def _as_a_whole(folded: str, found: Understanding) -> Follow:
    """Questions that consist of the follow-up alone: 下一条呢, 再说详细点, 出自哪份文件."""
    if _is_this_as_a_whole(folded, found):
        return Follow.DETAIL
    for follow in (Follow.NEXT, Follow.PREVIOUS, Follow.MORE, Follow.OTHER):
        if pattern("understanding", "follow_up", follow.value).search(folded):
            return follow
    rest = pattern("understanding", "follow_up", "pronoun").sub("", folded)
    if rest != folded and pattern("follow_ups", "wording").fullmatch(rest.strip()):
        return Follow.MORE  # 上面那条是怎么写的
    if pattern("understanding", "national_alone").search(folded):
        return Follow.PLACE
    named = found.documents or found.missing_document or found.markers or found.places
    if named or found.kind is Kind.CATALOG or not found.facts:
        return Follow.NONE
    return Follow.SOURCE if not found.topic or _asks_only_facts(folded, found) else Follow.NONE


def _is_this_as_a_whole(folded: str, found: Understanding) -> bool:
    """Whether a question points back and asks of the whole nation: 全国这项工作归哪个部门管."""
    if found.documents or found.missing_document or found.markers or found.places:
        return False
    rest = pattern("understanding", "follow_up", "pronoun").sub(" ", folded)
    wide = pattern("understanding", "nationwide").search(rest)
    return bool(wide and found.wants) and rest != folded and not topic_of(rest)


def _asks_only_facts(folded: str, found: Understanding) -> bool:
    """Whether nothing is left of a question but the document of the talk and facts of it."""
    for fact in found.facts:
        folded = pattern("understanding", "document", fact).sub(" ", folded)
    folded = pattern("understanding", "follow_up", "pronoun").sub(" ", folded)
    return not topic_of(folded)


def _is_elliptic(words: str, found: Understanding) -> bool:
    """Whether 「X呢」 names a mere matter or place, and is no sentence that happens to end so."""
    if pattern("follow_ups", "consequence").search(words):
        return False  # 没备案会怎么样
    return len(topic_of(words)) <= 8 and not (found.wants and len(found.topic) > 4)


def _replaced(words: str, found: Understanding) -> tuple[Follow, str]:
    """Another place when the words name nothing else, a detail for a size, else another matter."""
    if pattern("follow_ups", "size").fullmatch(words):
        return Follow.DETAIL, ""
    if found.places and not topic_of(words):
        return Follow.PLACE, ""
    return (Follow.MATTER, words) if topic_of(words) else (Follow.NONE, "")


def acts_alone(folded: str) -> bool:
    """Whether a question is its asking and one verb: 「谁来接收」, 「什么时候完成」."""
    return any(pattern("follow_ups", kind).fullmatch(folded) for kind in ("who_does", "when_done"))


def has_no_matter(folded: str, found: Understanding) -> bool:
    """Whether a question names no matter: what it says of its own are figures and short verbs."""
    named = found.documents or found.missing_document or found.markers or found.departments
    if named or found.places:
        return False
    if acts_alone(folded):
        return True
    if not found.wants or found.kind is not Kind.CONTENT:
        return False
    rest = pattern("follow_ups", "how_many").sub(" ", folded)
    rest = pattern("understanding", "leaning").sub(" ", rest)
    rest = pattern("understanding", "empty_phrases").sub(" ", rest)
    left = [
        word
        for word, tag in tagged(rest)
        if word.isalnum() and tag[0] not in HELPING and not is_empty_word(word)
    ]
    return len(left) <= SHORT_VERBS and all(len(word) == 1 for word in left)


def names_nothing(folded: str) -> bool:
    """Whether a question has no noun, nor a word for one: 「不做了要报批吗」.

    Many such name a matter all the same (怎么落户), so this is a reason for doubt alone.
    """
    return not any(tag[0] in NAMING for word, tag in tagged(folded) if not is_empty_word(word))


def goes_further(folded: str) -> bool:
    """Whether a question puts a condition to the matter of the talk: 「如果没有呢」, 「不派人呢」.

    >>> goes_further("要是冒领被查到呢"), goes_further("没有发票呢"), goes_further("产假呢")
    (True, True, False)
    """
    if len(folded) > LONGEST_CONDITION:
        return False  # a whole story, which names its matter
    unmet = pattern("follow_ups", "unmet").search(folded)
    supposed = pattern("follow_ups", "supposed").search(folded)
    return bool(supposed or (unmet and unmet.end() < len(folded)))


def is_mere_condition(question: str) -> bool:
    """Whether a question is a condition alone, which leaves the matter of the talk as it is.

    >>> is_mere_condition("要是小城市，户籍人口不到一百万呢？")
    True
    >>> is_mere_condition("如果离婚了孩子归谁")
    False
    """
    folded = standard_words(fold(question)).strip(" 。，！？?!")
    supposed = pattern("follow_ups", "supposed").match(folded)
    asks = matching("understanding", "wants", folded)
    put = pattern("understanding", "follow_up", "what_about").search(folded)
    return bool(supposed and put) and not asks


def is_inside(folded: str, found: Understanding) -> bool:
    """Whether a question asks what the document of the talk says of a matter, not of itself."""
    if pattern("follow_ups", "inside").search(folded):
        return True
    this = pattern("follow_ups", "this_one").match(folded)
    return bool(this) and not found.facts and bool(topic_of(folded[this.end() :] if this else ""))


def is_elliptic(context: Context) -> bool:
    """Whether a question is a mere matter: 「充电桩呢」, 「充电桩」."""
    found = context.understanding
    if found.follow is Follow.MATTER:
        return True
    return not found.wants and 0 < len(found.topic) <= SHORT_TOPIC


def is_size(question: str) -> bool:
    """Whether a question puts a size in place of the last one: 「三千人以上的呢」."""
    folded = fold(question).strip(" 。，！？?!")
    match = pattern("understanding", "follow_up", "what_about").search(folded)
    return bool(match and pattern("follow_ups", "size").fullmatch(match["new"]))


def is_new_subject(folded: str) -> bool:
    """Whether a question says that it leaves the matter of the talk (换个话题)."""
    return bool(pattern("understanding", "follow_up", "new_subject").search(folded))
