"""Who does a thing: the act that a question names after 谁, and the words that give it to a body.

「戶口名簿由誰保管」 asks for the keeper. A clause that lets somebody make rules on keeping has the
same words; 「由戶長保管」 answers.
"""

from __future__ import annotations

import re

from assistant.lexicon import load_lexicon, names, pattern
from corpus.normalize import fold, search_form
from index.tokenizer import tagged

_SHORTEST = 2
"""Characters from which a verb names an act; 管, 办 and the like are said of anything."""


def asked_act(question: str) -> str | None:
    """The verb whose doer is asked for, in search form, or None.

    >>> asked_act("戶口名簿由誰保管？")
    '保管'
    >>> asked_act("这件事归谁管") is None
    True
    """
    form = search_form(question)
    match = pattern("understanding", "doer").search(form)
    if match is None:
        return None
    words = tagged(form[match.end() :])
    verbs = [word for word, tag in words[:2] if tag.startswith("v") and len(word) >= _SHORTEST]
    general = pattern("understanding", "general_act")
    return next((verb for verb in verbs if not general.fullmatch(verb)), None)


def gives_act(words: str, act: str) -> bool:
    """Whether words say by whom an act is done: 由…保管, 由…主办 for 举办.

    Args:
        words: Words of a clause, any script.
        act: A verb in search form.
    """
    form = fold(search_form(words))
    others = pattern("follow_ups", "acts", act) if act in names("follow_ups", "acts") else None
    return any(
        act in match[0] or (others is not None and others.search(match[0]))
        for match in pattern("references", "done_by").finditer(form)
    )


def recipient_act(question: str) -> str:
    """What is done at the office that a question asks for; empty for none.

    >>> recipient_act("企业想进名单找谁申请")
    '申请'
    """
    match = pattern("understanding", "recipient_act").search(search_form(question))
    return match["act"] if match else ""


def is_done_at(words: str, act: str) -> bool:
    """Whether words say at which office something is done: 「向主管部门提出申请」.

    >>> is_done_at("符合条件的企业，向所在区主管部门提出申请", "申请")
    True
    >>> is_done_at("由市发展改革委统一申请列入名单，推送相关部门", "申请")
    False
    """
    to = load_lexicon("references")["done_at"].replace("ACT", re.escape(act))
    return bool(re.search(to, search_form(words)))


def takes_complaints(question: str, words: str) -> bool:
    """Whether words tell where to complain, and a question asks for that.

    >>> takes_complaints("对服务不满意去哪反映", "设置便捷的投诉入口")
    True
    >>> takes_complaints("这件事归谁管", "设置便捷的投诉入口")
    False
    """
    folded = fold(question)
    asked, told = (pattern("follow_ups", "sought", "complaint", key) for key in ("asked", "stated"))
    complains = pattern("follow_ups", "complains").search(folded)
    return bool(complains and asked.search(folded) and told.search(fold(words)))
