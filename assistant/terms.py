"""Terms that a question asks to explain, and claims that it wants confirmed."""

from __future__ import annotations

import re

from assistant.lexicon import load_lexicon, pattern
from assistant.quantities import find_quantities
from corpus.normalize import fold, search_key

_QUOTED = re.compile(r"[“‘]([^“”‘’]{2,20})[”’]")


_EXPLAINED = 180
"""Characters after a term in which it may be explained."""


def term_of(question: str) -> str:
    """The term that is to be explained; the whole question when none stands out.

    >>> term_of("什么是以工代赈？"), term_of("「零門檻」是什麼意思")
    ('以工代赈', '零门槛')
    >>> term_of("校车指的是什么，面包车算不算")
    '校车'
    """
    quoted = _QUOTED.search(fold(question))
    if quoted:
        return quoted[1]
    asked = pattern("understanding", "term")
    plain = re.sub(r"[“”‘’《》\s]", "", fold(question)).strip("？?。！!，,")
    parts = [part for part in re.split(r"[？?。！!，,]", plain) if asked.search(part)]
    folded = parts[0] if len(parts) == 1 else re.sub(r"[？?。！!，,]", "", plain)
    match = asked.search(folded)
    return next((group for group in match.groups() if group), folded) if match else folded


def defines(words: str, term: str) -> bool:
    """Whether words explain a term (是指, 即, 简称), not merely use it.

    >>> defines("本办法所称以工代赈，是指政府投资建设工程", "以工代赈")
    True
    >>> defines("开展概念验证。概念验证是把成果变成产品的活动，风险较高", "概念验证")
    True
    >>> defines("学历证书加若干等级证书制度试点（以下称1+X证书制度试点）", "1+X证书")
    True
    >>> defines("概念验证是重点任务", "概念验证")
    False
    """
    key, name = search_key(words).text, search_key(term).text
    named = pattern("understanding", "named_below")
    defining = pattern("understanding", "defining")
    return any(
        defining.match(key[match.end() : match.end() + _EXPLAINED])
        or named.search(key[: match.start()])
        for match in re.finditer(re.escape(name), key)
    )


def circumscribed_term(question: str) -> str:
    """The word of which is asked whom or what it takes in; empty for none.

    >>> circumscribed_term("沈阳说的一线医务人员包括哪些人")
    '一线医务人员'
    """
    match = pattern("understanding", "circumscribed").search(search_key(question).text)
    return match["term"] if match else ""


def circumscribes(words: str, term: str) -> bool:
    """Whether words say whom or what a text means by a term.

    >>> circumscribes("上述措施中所称一线医务人员范围为驰援湖北的医务人员", "一线医务人员")
    True
    >>> circumscribes("对一线医务人员发放补助", "一线医务人员")
    False
    """
    said = load_lexicon("references")["meant"].replace("TERM", re.escape(term))
    return bool(term) and bool(re.search(said, search_key(words).text))


def claim_of(question: str) -> str:
    """What a question states and wants confirmed, without its tag and frame.

    >>> claim_of("文件说2025年必须全部搬完，对吧？")
    '2025年必须全部搬完'
    """
    frame = pattern("understanding", "claim_frame")
    return frame.sub("", fold(question)).strip("，。？?！! ")


def is_borne_out(claim: str, words: str) -> bool:
    """Whether the quantities and strict words of a claim all stand in the words.

    >>> is_borne_out("2025年必须全部搬完", "实现搬迁群众到2025年稳定融入")
    False
    >>> is_borne_out("每户补贴九千元", "每户补助9000元"), is_borne_out("补贴九千元", "补助390元")
    (True, False)
    """
    printed = fold(words)
    stated = find_quantities(printed)
    quantities = [q for q in find_quantities(fold(claim)) if q.words not in printed]
    strict = pattern("understanding", "strict").findall(fold(claim))
    backed = all(any(q.agrees(other) for other in stated) for q in quantities)
    return backed and all(w in printed for w in strict)
