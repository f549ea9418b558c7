"""Names of the columns in which tables say who answers: 牵头单位, 业务指导部门, 主辦機關."""

from __future__ import annotations

import re

_WHOSE = (
    r"(?:第一|主要|共同|具体|总|属地|业务|行业|归口|区县|县区|市县|县市区|县（市、区）|乡镇|镇街"
    r"|中央|中省|[省市区县州])?(?:级|直|属)?"
)
_VERB = (
    r"(?:牵头|责任|负责|主责|权责|主办|主政|主管|监管|承办|承担|组织|实施|执行|落实|配合|参与|参加|协办|协同"
    r"|协助|协作|联合|会办|会同|支持|支撑|指导|督导|督办|督查|监督|办理|受理)"
)
_NOUN = r"(?:单位|部门|主体|机构|机关|地区|[处科股]室)"
_PATTERN = re.compile(
    rf"{_WHOSE}{_VERB}(?:[及和与、/]{_VERB}|（{_VERB}）|{_VERB})?{_NOUN}"
    r"(?P<more>（[^）]*）|[及和与、/].{1,10})?"
)
_PERSON = re.compile(rf"{_WHOSE}{_VERB}(?:市|区|县)?(?:领导|人)(?:（.*）)?")
_BARE = ("分工", "责任分工", "任务分工", "职责分工", "牵头负责", "牵头", "配合")


def is_role_heading(words: str) -> bool:
    """Whether a (folded) heading is that of a column of bodies.

    >>> [is_role_heading(words) for words in ("业务指导单位", "牵头（责任）单位", "单位")]
    [True, True, False]
    """
    return _PATTERN.fullmatch(words) is not None


def is_person_heading(words: str) -> bool:
    """Whether a (folded) heading is that of a column of persons, or of bodies with their parts.

    >>> is_person_heading("责任领导"), is_person_heading("责任分工")
    (True, True)
    """
    return words in _BARE or _PERSON.fullmatch(words) is not None


def role_words(heading: str) -> str:
    """The words of a heading that give the role, without its remark and its second matter.

    >>> role_words("责任单位（排第一位的为牵头单位）"), role_words("负责单位及责任人")
    ('责任单位', '负责单位')
    """
    match = _PATTERN.fullmatch(heading)
    return heading if match is None or match["more"] is None else heading[: match.start("more")]
