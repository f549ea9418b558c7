"""Duties stated inside a sentence: 由X牵头、X会同Y、X负责…, X要….

Only words that assign are read: a body must be the subject of 负责, 牵头, 会同, 主管 or stand
before a closing 配合, 参与. A named organ before 要 or 应当 has a *weak* edge; a class of
bodies before them (各地区要…) has none, for that is an appeal to everybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.departments import function_of, is_function
from corpus.model import Role
from corpus.responsibilities.bodies import Body, is_body, is_generic, split_bodies
from corpus.responsibilities.edges import Edge, role_of
from corpus.responsibilities.notes import within

_BOUNDARY = re.compile(r"[。；：！？\s|“”《》，（）【】…—]")
_ADVERBS = re.compile(
    r"(?:应当|应|要|须|必须|将|可以|可|已经|已|也|还|均|都|再|则|只|分别|共同|具体|主要|直接|统一|统筹|依法|切实|认真|密切|"
    r"充分|全面|积极|主动|及时|抓紧|加快|尽快|定期|进一步|总体|总|组织|牵头|负责|联合|单独|代表国家|依照[^，。]{0,10}规定|"
    r"(?:按照?|根据|依据?|在|按其)(?:其|各自|本|部门|法定|规定|有关)?(?:的)?职责(?:范围内?|分工|权限|权限范围内)?|在其?职权范围内|"
    r"(?:按照?|根据)(?:有关|相关)?(?:规定|分工|要求)|及其所属[^，。]{0,6})+$"
)
_INTRODUCED = re.compile(r"^.*(?:(?<!自)由|(?<![申邀聘报提])请|(?<=[，。])经)")
_OPENING = re.compile(
    r"^(?:经(?!信|济|贸|委|发|开)|必要时|同时|此外|其中|原则上|具体|一是|二是|三是|四是|五是|首先|其次|并|且|而|但|"
    r"[（(]?[一二三四五六七八九十\d]+[）)、.．]|第[一二三四五六七八九十百\d]+[条款项]|[\s*#>·—－-])+"
)
_ORGAN = re.compile(
    r"(?:局|厅|委|部|署|办|委员会|政府|部门|办公室|机关|法院|检察院|国务院|监会|人民银行|海关|管委会)$"
)

_CUE = re.compile(
    r"(?P<together>会同|(?<=[部局委厅署办会行门])(?:商|(?<![管居村党常工纪编团]委)会)(?=[国省市县区中有各相][^，。议谈商]{1,24}[部局委厅署办会门行关]))|"
    r"(?P<asked>(?<![^，。；：\s）])请(?!问))|"
    r"(?P<lead>牵头)(?!部门|单位|人|机构|者|作用|职责|责任|抓总作用|任务|的|下)|"
    r"(?P<charge>负责)(?!人|制|同志|任|的|者|部门|单位|领导|干部)|(?P<govern>主管)(?!部门|机关|单位|人|领导|税务|机构|的|海关|行政|业务)|"
    r"(?P<closing>配合|参与|协助|参加)(?=[，。；）]|$)|"
    r"(?<=[部门局委厅办会署行院府联关室])(?P<duty>要(?!求|素|点|件|闻|么)|应当|必须|应(?!急|用|对|届|邀|聘|诉|征|税|收|付|缴)|须)|"
    r"(?P<total>对[^，。；：]{2,40}?负(?:总|主|首要|直接)?责(?!任人|人|的|制))|"
    r"(?P<subject>是|为|作为)[^，。；：]{0,30}?(?P<title>责任主体|牵头部门|牵头单位|责任部门|责任单位|主办单位|主管部门|主管机关|主管单位)(?=[，。；）]|$)"
)
_APPEAL = re.compile(
    r"(?:充分|高度|深刻|进一步|切实)*(?:认识|重视|统一思想|提高认识|提高政治站位|增强|牢固树立|强化责任)"
)
_ASSISTS = re.compile(
    r"(?:积极|密切|紧密|主动|认真|切实|全力|依法|做好|予以|大力)*(?:配合|协助|参与|参加)"
)
_LEADS = re.compile(
    r"(?:充分|切实|认真|积极|继续|进一步)*(?:履行|发挥|落实|承担|做好|当好|抓好|负起)好?[^，。；]{0,4}?牵头"
)
_OTHER_CUE = re.compile(r"[^，。；]{0,8}?(?:会同|负责|牵头)")
_ET_CETERA = re.compile(r"等(?:[^，。；、]{0,12}?)(?:部门|单位|机构|机关|方面|地方|地区|企业)")
_ANY_CLASS = re.compile(
    r"(?:各|有关|相关|其他|同级|当地|所在地|上级|本级)[^，。；、和与及]{0,12}?"
    r"(?:部门|单位|方面|机构|地区|地方|省（区、市）|省份|人民政府|政府|企业|机关)"
)
_CONTINUES = re.compile(
    r"组织部|宣传部|统战部|政法委|网信办|社会工作部|编办|党校|老干部局|办公|金融办|研究室|国资委|员会|门|行政部门|"
    r"人民政府|政府|街道|办事处|行政主管|主管部门|主管机关|分局|分行|支行|中心支行|扶贫办|督查室|侨办|外办|台办|港澳办|新闻办|机关|以上|有关|营业管理部|[一-龥]{2,6}(?:分行|中心支行)"
)


@dataclass(frozen=True, slots=True)
class _Range:
    """A stretch of the text, and the text with level brackets hidden: 省（区、市）人民政府."""

    folded: str
    masked: str
    start: int
    end: int


_ITS_DEPARTMENT = re.compile(r"[一-龥]{2,12}?(?:部门|机关|办(?![理法事好学公]))")
_OTHER_BODY = re.compile(r"[一-龥]{2,8}?(?:单位|部门|机构|企业|高校|院校|机关)")
_LEVEL_BRACKET = re.compile(r"（[省市县区州盟旗乡镇街道自治局委厅室办、含及和]{1,12}）")
_GLOSS = re.compile(r"（(?:以下)?(?:统称|简称|称)[^（）]{1,24}）$")
_CIRCUMSTANCE = re.compile(r"(?:在|按照?|根据|依照|依据|结合)[^，。；]{2,40}$")


def mask(folded: str) -> str:
    """The text, same length, with brackets that belong to a name hidden."""
    return _LEVEL_BRACKET.sub(lambda match: "\ue000" * len(match.group()), folded)


def _subject(text: _Range, position: int) -> list[Body]:
    """The bodies whose names fill the words from the last stop to `position`."""
    if gloss := _GLOSS.search(text.folded[max(text.start, position - 30) : position]):
        position -= len(gloss.group())
    begin = max(text.start, position - 240)
    for stop in _BOUNDARY.finditer(text.masked, begin, position):
        begin = stop.end()
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
    return _strict(text.folded, begin, begin + len(segment))


def _before_circumstance(text: _Range, begin: int) -> list[Body]:
    """The subject before an inserted 在职责范围内， or 根据有关规定，."""
    if begin <= text.start or text.folded[begin - 1] != "，":
        return []
    earlier = max(text.start, begin - 120)
    for stop in _BOUNDARY.finditer(text.masked, earlier, begin - 1):
        earlier = stop.end()
    inserted = _CIRCUMSTANCE.search(text.folded[earlier : begin - 1])
    return _subject(text, earlier + inserted.start()) if inserted else []


def _strict(folded: str, start: int, end: int) -> list[Body]:
    """The bodies of a list that holds nothing else; empty otherwise.

    Functions count as names where 部门 closes the list: 发展改革、财政等部门.
    """
    bodies = split_bodies(folded, start, end)
    shared = folded[start:end].rstrip().endswith(("部门", "单位", "机关"))
    for body in bodies:
        if not is_body(body.name) and not (shared and is_function(body.name)):
            return []
    return bodies


def _name_end(folded: str, start: int, limit: int) -> int | None:
    """Where the name that begins at `start` ends, words after it left out."""
    if match := _ANY_CLASS.match(folded, start, limit):
        return match.end()
    for end in range(start + 2, min(limit, start + 26) + 1):
        if folded[end - 1] == "、":
            return None
        if not is_body(folded[start:end]) or _CONTINUES.match(folded, end, limit):
            continue
        if folded[end - 1] in "院府" and _ITS_DEPARTMENT.match(folded, end, limit):
            continue
        return end
    return None


_JOINT = re.compile(r"、|以及|和|与|及")


def _objects(text: _Range, position: int) -> list[Body]:
    """The bodies that follow 会同 or 请, up to the verb."""
    stop = _BOUNDARY.search(text.masked, position, text.end)
    limit = stop.start() if stop else text.end
    bodies: list[Body] = []
    begin: int | None = position
    if close := _ET_CETERA.search(text.folded, position, limit):
        bodies = _strict(text.folded, position, close.end())
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


def _edges(bodies: list[Body], role: Role, printed: str, *, weak: bool = False) -> list[Edge]:
    return [
        Edge(
            start=body.start,
            end=body.end,
            role=role,
            printed_role=printed,
            generic=body.generic,
            weak=weak,
        )
        for body in bodies
    ]


def _duty(text: _Range, cue: re.Match[str]) -> list[Edge]:
    """Edges of a named organ before 要 or 应当."""
    after = cue.end()
    if _APPEAL.match(text.folded, after, text.end) or _OTHER_CUE.match(
        text.folded, after, text.end
    ):
        if not _LEADS.match(text.folded, after, text.end):
            return []
    named = [
        body
        for body in _subject(text, cue.start())
        if not body.generic and (_ORGAN.search(body.name) or is_function(body.name))
    ]
    if _LEADS.match(text.folded, after, text.end):
        return _edges(named, Role.LEAD, "牵头")
    if assists := _ASSISTS.match(text.folded, after, text.end):
        printed = assists.group()[-2:]
        return _edges(named, role_of(printed), printed)
    return _edges(named, Role.IMPLEMENT, cue["duty"], weak=True)


def _stated(text: _Range, cue: re.Match[str]) -> list[Edge]:
    if cue["duty"]:
        return _duty(text, cue)
    if cue["asked"]:
        asked = [
            body
            for body in _objects(text, cue.end())
            if not body.generic and (function_of(body.name) or is_function(body.name))
        ]
        return _edges(asked, Role.IMPLEMENT, "请", weak=True)
    if _PAST.search(text.folded[cue.start() - 3 : cue.end() + 40]):
        return []
    subject = _subject(text, cue.start())
    if cue["total"] and is_body(re.sub(r"^对|负(?:总|主|首要|直接)?责$", "", cue["total"])):
        return []
    if not subject or any(re.match(r"[对向]", body.name) for body in subject):
        return []
    if cue["together"]:
        joined = _edges(_objects(text, cue.end()), Role.TOGETHER, "会同")
        return [*_edges(subject, Role.LEAD, "会同"), *joined] if joined else []
    printed = cue["title"] or re.sub(r"^对.*(?=负)", "", cue.group())
    return _edges(subject, role_of(printed), printed)


_COMPETENT = re.compile(r"主管机关[^。]{0,6}?(?:在)?中央为")
_AT_LEVEL = re.compile(
    r"(?:在)?(?:中央|直辖市|县（市）|省|市|县|乡（镇、市）)为(?P<body>[^，；。、]+)"
)


def _competent(text: _Range) -> Iterator[Edge]:
    """本法所称主管机关：在中央为…；在直辖市为…."""
    for opening in _COMPETENT.finditer(text.folded, text.start, text.end):
        stop = text.folded.find("。", opening.start(), text.end)
        for level in _AT_LEVEL.finditer(
            text.folded, opening.start(), stop if stop >= 0 else text.end
        ):
            body = split_bodies(text.folded, *level.span("body"))
            yield from _edges(body, Role.IN_CHARGE, "主管机关")


_PAST = re.compile(r"已经?(?:会同|牵头)|(?:会同|牵头)[^，。；：]{0,30}了(?!解)")
"""What was done already (已会同…, 会同…研究提出了) assigns nothing."""
_RECENT = 40
"""Edges among which the subject of a running sentence is looked for."""
_SENTENCE = re.compile(r"[。；！？\n]")


def _continued(text: _Range, cue: re.Match[str], stated: list[Edge]) -> list[Edge]:
    """会同 whose subject stands earlier in its sentence: X要…，会同Y…."""
    begin = max(text.start, cue.start() - 240)
    for stop in _SENTENCE.finditer(text.folded, begin, cue.start()):
        begin = stop.end()
    while begin > text.start + 1 and text.folded[begin - 1] == "。" and text.folded[begin] == "要":
        begin = max(text.start, text.folded.rfind("。", text.start, begin - 1) + 1)
    comma = text.folded[cue.start() - 1 : cue.start()] == "，"
    if not comma or not any(edge.start >= begin for edge in stated[-_RECENT:]):
        return []
    return _edges(_objects(text, cue.end()), Role.TOGETHER, "会同")


def sentence_edges(
    folded: str, masked: str, start: int, end: int, notes: list[tuple[int, int]]
) -> list[Edge]:
    """Edges stated in the sentences of a range, outside the `notes` (start, end) in it."""
    text = _Range(folded, masked, start, end)
    edges: list[Edge] = list(_competent(text))
    for cue in _CUE.finditer(folded, start, end):
        if not within(cue.start(), notes):
            stated = _stated(text, cue)
            if not stated and cue["together"]:
                stated = _continued(text, cue, edges)
            edges += stated
    return edges
