"""可答性: how likely it is that the first hit answers the question at all.

A logistic regression over a few features of one search. The coefficients stand in
weights.yml; `evals/fit_answerability.py` fits them on development questions.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass

_NUMBER = r"[\d一二三四五六七八九十百千万亿半两]+(?:\.\d+)?"
_QUANTITIES = (
    (
        re.compile(
            r"多少(?:钱|元|块|万|补|费)|(?<![好没那这前过十头近哪])(?<!没.)几(?:元|块|万)|多少.{0,4}(?:钱|元)|(?:补|赔|罚|交)多少|价格|收费标准"
        ),
        re.compile(_NUMBER + r"(?:元|万元|亿元|万|亿|块|倍(?=[^。；，]{0,10}(?:罚|赔)))|%|百分之"),
    ),
    (
        re.compile(
            r"(?<![好没那这前过十头近哪])(?<!没.)几(?:天|年|月|个月|个?工作日|岁|次|个?小时|分钟|日)(?![的份号级])"
            r"|多少(?:天|年|个月|个?工作日|岁|次|日|个?小时|分钟)|多久|多长时间"
        ),
        re.compile(
            _NUMBER
            + r"(?:周?(?:年|岁)|个?月|个?(?:工作|自然|交易)?日|个?(?:小时|星期|学期|学年)"
            + r"|周|天|次|分钟|季)"
            + r"|[按每](?:年|季|月|周|日)"
        ),
    ),
    (
        re.compile(r"封顶|上限|下限"),
        re.compile(
            r"封顶|[上下]限|不限|(?:不|未)(?:得|应|能)?[超高低少多大小]于?过?|最[高低多少]|以[内上下]|之内"
        ),
    ),
    (
        re.compile(r"多少|比例|百分之几"),
        re.compile(
            r"\d|(?<!第)(?<![一二三四五六七八九十百])"
            + _NUMBER
            + r"(?:个|名|位|户|人|家|所|成|倍|亩|平方|公里|公顷|米|吨|公斤|千克|度|元|年|月|天|日"
            + r"|岁|次|小时|项|种|件|条|批|套|座|台|辆|张|层|级|分)"
        ),
    ),
)
"""What a question asks to be told in figures, and how such figures look; the first that fits."""


def lacks_quantity(question: str, text: str) -> bool:
    """Whether a question asks for an amount or a time and a text states none of that kind.

    Args:
        question: The question in search form.
        text: The clause in search form.

    >>> lacks_quantity("一亩地补贴多少钱", "给予土地流转补贴。")
    True
    >>> lacks_quantity("一亩地补贴多少钱", "每亩补贴300元。")
    False
    """
    for asked, stated in _QUANTITIES:
        if asked.search(question):
            return stated.search(text) is None
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What one search tells about whether there is an answer."""

    plain_dense: float
    """Cosine of the first hit to the question as the model embeds it, −1 to 1."""
    top_dense: float
    """Cosine of the first hit to the question's corrected vector, −1 to 1."""
    dense_margin: float
    """The latter above the mean of the next nine hits."""
    coverage: float
    """IDF-weighted share of the question's words in the first hit, 0 to 1."""
    unknown: float
    """IDF-weighted share of the question's words that no clause has, 0 to 1."""
    agreement: float
    """1 when the dense and the lexical search have the same first clause, else 0."""
    lexical_share: float
    """BM25 of the first hit as a share of the most that any text could reach, 0 to 1."""
    lead: float
    """Score of the first hit above that of the second, 0 to 1, times the share of known words: a
    lead by the few words that some clause has tells little."""
    lexical_lead: float
    """BM25 of the first hit against the mean of the ten best scores, 0 and up: above 1 the words
    single it out, near 0 other clauses have more of them; times the share of known words."""
    dense_deviation: float
    """Standard deviations of `top_dense` above the mean of all clauses: some questions are near
    to everything."""
    place_conflict: float
    """1 when the place asked about has no document of its own or around it, else 0."""
    missing_quantity: float
    """1 when the question asks how much or how long and the first hit states no such thing."""


def probability(evidence: Evidence, coefficients: Mapping[str, float]) -> float:
    """Logistic function of the weighted evidence, 0 to 1.

    Args:
        evidence: Features of one search.
        coefficients: Weight of each feature by name, and ``intercept``; features without
            a weight take no part.
    """
    values = asdict(evidence)
    logit = coefficients.get("intercept", 0.0) + sum(
        coefficients.get(name, 0.0) * value for name, value in values.items()
    )
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, logit))))
