"""The bodies beside a verb: the subject that fills the words before it, the names after it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.departments import is_function
from corpus.places import lookup
from corpus.responsibilities.bodies import Body, is_body, is_generic, split_bodies

BOUNDARY = re.compile(r"[。；：！？\s|“”《》，（）【】…—]")
"""Where a list of bodies in a sentence stops."""
_ADVERBS = re.compile(
    r"(?:应当|应|要|须|必须|将|可以|可|已经|已|也|分工|还|均|都|再|则|只|分别|共同|具体|主要|直接|统一|统筹|依法|切实|认真|密切|"
    r"充分|全面|积极|主动|及时|抓紧|加快|尽快|定期|进一步|总体|总|组织|牵头|负责|联合|单独|代表国家|依照[^，。]{0,10}规定|"
    r"(?:按照?|根据|依据?|在|按其)(?:其|各自|本|部门|法定|规定|有关)?(?:的)?职责(?:范围内?|分工|权限|权限范围内)?|在其?职权范围内|"
    r"(?:按照?|根据)(?:有关|相关)?(?:规定|分工|要求)|及其所属[^，。]{0,6})+$"
)
_LONGEST = 200
"""Characters between two stops beyond which words are no list of bodies."""
_INTRODUCED = re.compile(r"^.*(?:(?<![自理事缘案])由|(?<![申邀聘报提])请|(?<=[，。])经)")
_OPENING = re.compile(
    r"^(?:经(?!信|济|贸|委|发|开)|必要时|同时|此外|其中|原则上|具体|一是|二是|三是|四是|五是|首先|其次|并|且|而|但|"
    r"[（(]?[一二三四五六七八九十\d]+[）)、.．]|第[一二三四五六七八九十百\d]+[条款项]|[\s*#>·—－-])+"
)
_ET_CETERA = re.compile(r"等(?:[^，。；、]{0,12}?)(?:部门|单位|机构|机关|方面|地方|地区|企业)")
_ANY_CLASS = re.compile(
    r"(?:各|有关|相关)?省、(?:自治区、)?直辖市人民政府|"
    r"(?:各|有关|相关|其他|同级|当地|所在地|上级|本级)[^，。；、和与及]{0,12}?"
    r"(?:部门|单位|方面|机构|地区|地方|省（区、市）|省份|人民政府|政府|企业|机关)"
)
_CONTINUES = re.compile(
    r"组织部|宣传部|统战部|政法委|网信办|社会工作部|编办|党校|老干部局|办公|金融办|研究室|国资委|员会|门|行政部门|"
    r"人民政府|政府|街道|办事处|行政主管|主管部门|主管机关|分局|分行|支行|中心支行|扶贫办|督查室|侨办|外办|台办|港澳办|新闻办|机关|以上|有关|营业管理部|[一-龥]{2,6}(?:分行|中心支行)"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a folded text."""

    folded: str
    masked: str
    """`folded` with the brackets hidden that belong to a name: 省（区、市）人民政府."""
    start: int
    end: int


_ITS_DEPARTMENT = re.compile(r"[一-龥]{2,12}?(?:部门|机关|办(?![理法事好学公]))")
_OTHER_BODY = re.compile(r"[一-龥]{2,8}?(?:单位|部门|机构|企业|高校|院校|机关)")
_LEVEL_BRACKET = re.compile(
    r"（(?:[省市县区州盟旗乡镇街道自治局委厅室办、含及和]{1,12}|牵头|牵头单位|牵头部门|总牵头|主办|主责)）"
)
_GLOSS = re.compile(r"（(?:以下)?(?:统称|简称|称)[^（）]{1,24}）$")
_CIRCUMSTANCE = re.compile(r"(?:在|按照?|根据|依照|依据|结合)[^，。；]{2,40}$")


def mask(folded: str) -> str:
    """The text, same length, with brackets that belong to a name hidden."""
    return _LEVEL_BRACKET.sub(lambda match: "\ue000" * len(match.group()), folded)


def subject_before(text: Passage, position: int) -> list[Body]:
    """The bodies whose names fill the words from the last stop to `position`."""
    if gloss := _GLOSS.search(text.folded[max(text.start, position - 30) : position]):
        position -= len(gloss.group())
    begin = earliest = max(text.start, position - _LONGEST)
    for stop in BOUNDARY.finditer(text.masked, begin, position):
        begin = stop.end()
    if begin == earliest > text.start:
        return []
    segment = text.folded[begin:position]
    if match := _ADVERBS.search(segment):
        segment = segment[: match.start()]
    if not segment.strip():
        return _before_circumstance(text, begin)
    if segment[0] in "与同":  # with whom, while the subject stands elsewhere
        return []
    for pattern in (_INTRODUCED, _OPENING):
        if match := pattern.match(segment):
            begin, segment = begin + match.end(), segment[match.end() :]
    return strict_list(text.folded, begin, begin + len(segment))


def _before_circumstance(text: Passage, begin: int) -> list[Body]:
    """The subject before an inserted 在职责范围内， or 根据有关规定，."""
    if begin <= text.start or text.folded[begin - 1] != "，":
        return []
    earlier = max(text.start, begin - 120)
    for stop in BOUNDARY.finditer(text.masked, earlier, begin - 1):
        earlier = stop.end()
    inserted = _CIRCUMSTANCE.search(text.folded[earlier : begin - 1])
    return subject_before(text, earlier + inserted.start()) if inserted else []


def strict_list(folded: str, start: int, end: int) -> list[Body]:
    """The bodies of a list that holds nothing else; empty otherwise.

    Functions count as names where 部门 closes the list (发展改革、财政等部门), and places beside
    a body (市科委、杨浦区).
    """
    bodies = split_bodies(folded, start, end)
    shared = folded[start:end].rstrip().endswith(("部门", "单位", "机关"))
    beside = any(is_body(body.name) and not body.generic for body in bodies)
    for body in bodies:
        named = is_body(body.name) or (shared and is_function(body.name))
        if not named and not (beside and _is_administered(body.name)):
            return []
    return bodies


def _is_administered(name: str) -> bool:
    """Whether a name is that of a place with a government: 市科委、杨浦区牵头."""
    return name[-1] in "省市县区州旗" and lookup(name) is not None


def _name_end(folded: str, start: int, limit: int) -> int | None:
    """Where the name that begins at `start` ends, words after it left out."""
    if match := _ANY_CLASS.match(folded, start, limit):
        return match.end()
    for end in range(start + 2, min(limit, start + 26) + 1):
        if folded[end - 1] == "、":
            return None
        if not is_body(folded[start:end]) or _CONTINUES.match(folded, end, limit):
            continue
        if folded[end - 1] not in "院府":
            return end
        if listed := _listed_function(folded, end, limit):
            return listed
        if not _ITS_DEPARTMENT.match(folded, end, limit):
            return end
    return None


def _listed_function(folded: str, start: int, limit: int) -> int | None:
    """Where 能源 ends in 国务院能源、价格主管部门."""
    for end in range(start + 2, min(start + 10, limit)):
        if folded[end] in "、和及" and is_function(folded[start:end]):
            return end
    return None


_JOINT = re.compile(r"、|以及|和|与|及")


def objects_after(text: Passage, position: int) -> list[Body]:
    """The bodies that follow 会同 or 请, up to the verb."""
    stop = BOUNDARY.search(text.masked, position, min(text.end, position + _LONGEST))
    limit = min(stop.start() if stop else text.end, position + _LONGEST)
    bodies: list[Body] = []
    begin: int | None = position
    if close := _ET_CETERA.search(text.folded, position, limit):
        bodies = strict_list(text.folded, position, close.end())
        if bodies:
            joint = _JOINT.match(text.folded, close.end(), limit)
            begin = joint.end() if joint else None
    if not bodies and _name_end(text.folded, position, limit) is None:
        other = _OTHER_BODY.match(text.folded, position, limit)
        span = other.span() if other else (position, position)
        bodies = (
            [Body(start=span[0], end=span[1], name=other.group(), generic=True)] if other else []
        )
        begin = None
    while begin is not None and (end := _name_end(text.folded, begin, limit)):
        name = text.folded[begin:end]
        bodies.append(Body(start=begin, end=end, name=name, generic=is_generic(name)))
        joint = _JOINT.match(text.folded, end, limit)
        begin = joint.end() if joint else None
    return bodies
