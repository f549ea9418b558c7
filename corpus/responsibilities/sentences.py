"""Duties stated inside a sentence: 由X牵头、X会同Y、X负责…, X要….

Only words that assign are read: a body must be the subject of 负责, 牵头, 会同, 主管 or stand
before a closing 配合, 参与. A named organ before 要 or 应当 has a *weak* edge; a class of
bodies before them (各地区要…) has none, for that is an appeal to everybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.departments import function_of, is_function
from corpus.model import Role
from corpus.responsibilities.bodies import Body, is_body, split_bodies
from corpus.responsibilities.edges import Edge, role_of
from corpus.responsibilities.notes import within
from corpus.responsibilities.phrases import (
    BOUNDARY,
    Passage,
    objects_after,
    strict_list,
    subject_before,
)
from corpus.scan import matches_at

_ORGAN = re.compile(
    r"(?:局|厅|委|部|署|办|委员会|政府|部门|办公室|机关|法院|检察院|国务院|监会|人民银行|海关|管委会)$"
)

_CUE = re.compile(
    r"(?P<together>会同|(?<=[部局委厅署办会行门])(?:商|(?<![管居村党常工纪编团]委)会)"
    r"(?=[国省市县区中有各相][^，。议谈商]{1,24}[部局委厅署办会门行关]))|"
    r"(?P<asked>(?<![^，。；：\s）])请(?!问))|"
    r"(?P<title>责任主体|(?:牵头|责任)(?:部门|单位)|主办单位|主管(?:部门|机关|单位))(?=[，。；）]|$)|"
    r"(?P<named>(?:牵头|责任|负责|配合|参与|主办|协办|承办|执行)(?:单位|部门|机关|机构)[为是])|"
    r"(?P<lead>牵头)(?!部门|单位|人|机构|者|作用|职责|责任|抓总作用|任务|的|下)|"
    r"(?P<total>负(?:总|主|首要|直接)责)(?!任人|人|的|制)|"
    r"(?P<charge>负责)(?!人|制|同志|任|的|者|部门|单位|领导|干部|"
    r"[^，。；：]{1,30}?的(?:部门|机构|机关|单位|组织))|"
    r"(?P<govern>主管)(?!部门|机关|单位|人|领导|税务|机构|的|海关|行政|业务)|"
    r"(?P<closing>配合|参与|协助|参加)(?=[，。；）]|$)|"
    r"(?<=[部门局委厅办会署行院府联关室])"
    r"(?P<duty>要(?!求|素|点|件|闻|么)|应当|必须|应(?!急|用|对|届|邀|聘|诉|征|税|收|付|缴)|须)"
)
_CUE_OPENS = re.compile(
    "会|商|请|责(?=任)|牵(?=头)|主(?=[办管])|负|配(?=合)|参(?=[与加])|协(?=[助办])|承(?=办)|执(?=行)|要|应|必|须"
)
"""Hint (`corpus.scan`) at the first character of a cue."""
_MATTER = re.compile(r"对(?P<matter>[^，。；：]{2,40})$")
"""X对Y before 负总责."""
_IS = re.compile(r"(?:是|为|作为)[^，。；：]{0,30}$")
"""X是… before 责任主体."""
_APPEAL = re.compile(
    r"(?:充分|高度|深刻|进一步|切实)*(?:认识|重视|统一思想|提高认识|提高政治站位|增强|牢固树立|强化责任)"
)
_ASSISTS = re.compile(
    r"(?:积极|密切|紧密|主动|认真|切实|全力|依法|做好|予以|大力)*(?:配合|协助|参与|参加)"
)
_OWN_ROLE = re.compile(r"(?:牵头|负责|主办|主管|配合|参与|协助|指导)[、，]")
"""After a body in a list: in 由X牵头、Y配合, X has a role of its own."""
_LEADS = re.compile(
    r"(?:充分|切实|认真|积极|继续|进一步)*(?:履行|发挥|落实|承担|做好|当好|抓好|负起)好?[^，。；]{0,4}?牵头"
)
_OTHER_CUE = re.compile(r"[^，。；]{0,8}?(?:会同|负责|牵头)")


def _edges(bodies: list[Body], role: Role, printed: str, *, weak: bool = False) -> list[Edge]:
    return [
        Edge(
            start=body.start,
            end=body.end,
            role=Role.LEAD if body.lead else role,
            printed_role=printed,
            generic=body.generic,
            weak=weak,
        )
        for body in bodies
    ]


def _duty(text: Passage, cue: re.Match[str]) -> list[Edge]:
    """Edges of a named organ before 要 or 应当."""
    folded, after, end = text.folded, cue.end(), text.end
    leads = _LEADS.match(folded, after, end)
    elsewhere = _APPEAL.match(folded, after, end) or _OTHER_CUE.match(folded, after, end)
    if elsewhere and not leads:
        return []
    named = [
        body
        for body in subject_before(text, cue.start())
        if not body.generic and (_ORGAN.search(body.name) or is_function(body.name))
    ]
    if leads:
        return _edges(named, Role.LEAD, "牵头")
    if assists := _ASSISTS.match(folded, after, end):
        printed = assists.group()[-2:]
        return _edges(named, role_of(printed), printed)
    return _edges(named, Role.IMPLEMENT, cue["duty"], weak=True)


def _named(text: Passage, cue: re.Match[str]) -> list[Edge]:
    """Edges of 牵头单位为X, whose list reaches to the next stop."""
    stop = BOUNDARY.search(text.masked, cue.end(), text.end)
    bodies = strict_list(text.folded, cue.end(), stop.start() if stop else text.end)
    printed = cue["named"][:-1]
    return _edges(bodies, role_of(printed), printed)


def _asked(text: Passage, cue: re.Match[str]) -> list[Edge]:
    """Edges of the organs that 请 asks to act."""
    asked = [
        body
        for body in objects_after(text, cue.end())
        if not body.generic and (function_of(body.name) or is_function(body.name))
    ]
    return _edges(asked, Role.IMPLEMENT, "请", weak=True)


def _assigned(text: Passage, cue: re.Match[str]) -> list[Edge]:
    """Edges of the subject of 负责, 牵头, 会同, 主管 and of the bodies that it is to join."""
    if _PAST.search(text.folded[cue.start() - 3 : cue.end() + 40]):
        return []
    position = _end_of_subject(text, cue)
    subject = [] if position is None else subject_before(text, position)
    subject = [body for body in subject if not _OWN_ROLE.match(text.folded, body.end, cue.start())]
    if any(body.name[0] in "对向" for body in subject):
        return []
    if subject and cue["together"]:
        joined = _edges(objects_after(text, cue.end()), Role.TOGETHER, "会同")
        return [*_edges(subject, Role.LEAD, "会同"), *joined] if joined else []
    return _edges(subject, role_of(cue.group()), cue.group())


def _end_of_subject(text: Passage, cue: re.Match[str]) -> int | None:
    """Where the subject ends: before the cue, or before 对Y负责 and 是…责任主体; None for none."""
    before = text.folded[max(text.start, cue.start() - 44) : cue.start()]
    if cue["title"]:
        copula = _IS.search(before)
        return cue.start() - len(before) + copula.start() if copula else None
    matter = _MATTER.search(before) if cue["total"] or cue["charge"] else None
    if matter is None:
        return cue.start()
    if is_body(matter["matter"]):
        return None  # accountable to a body
    return cue.start() - len(before) + matter.start()


def _stated(text: Passage, cue: re.Match[str]) -> list[Edge]:
    if cue["duty"]:
        return _duty(text, cue)
    if cue["named"]:
        return _named(text, cue)
    return _asked(text, cue) if cue["asked"] else _assigned(text, cue)


_COMPETENT = re.compile(r"主管机关[^。]{0,6}?(?:在)?中央为")
_AT_LEVEL = re.compile(
    r"(?:在)?(?:中央|直辖市|县（市）|省|市|县|乡（镇、市）)为(?P<body>[^，；。、]+)"
)


def _competent(text: Passage) -> Iterator[Edge]:
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
_TITLE = re.compile(r"《[^《》]{1,120}》")
_REACH = 300
"""Characters back to the subject of a running sentence."""
_RECENT = 40
"""Edges among which the subject of a running sentence is looked for."""
_SENTENCE = re.compile(r"[。；！？\n]")


def _continued(text: Passage, cue: re.Match[str], stated: list[Edge]) -> list[Edge]:
    """会同 whose subject stands earlier in its sentence: X要…，会同Y…."""
    begin = max(text.start, cue.start() - _REACH)
    for stop in _SENTENCE.finditer(text.folded, begin, cue.start()):
        begin = stop.end()
    while (
        cue.start() - begin < _REACH
        and begin > text.start + 1
        and text.folded[begin - 1] == "。"
        and text.folded[begin] == "要"
    ):
        begin = max(text.start, text.folded.rfind("。", text.start, begin - 1) + 1)
    comma = text.folded[cue.start() - 1 : cue.start()] == "，"
    if not comma or not any(edge.start >= begin for edge in stated[-_RECENT:]):
        return []
    return _edges(objects_after(text, cue.end()), Role.TOGETHER, "会同")


def sentence_edges(
    folded: str, masked: str, start: int, end: int, notes: list[tuple[int, int]]
) -> list[Edge]:
    """Edges stated in the sentences of a range, outside the `notes` (start, end) in it."""
    text = Passage(folded, masked, start, end)
    titles = [match.span() for match in _TITLE.finditer(folded, start, end)]
    edges: list[Edge] = list(_competent(text))
    for cue in matches_at(_CUE, _CUE_OPENS, folded, start, end):
        if not within(cue.start(), notes) and not within(cue.start(), titles):
            stated = _stated(text, cue)
            if not stated and cue["together"]:
                stated = _continued(text, cue, edges)
            edges += stated
    return edges
