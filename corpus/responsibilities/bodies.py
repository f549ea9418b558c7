"""机构名称: which words name a body, and where a printed list of bodies divides.

Works on folded text (`corpus.normalize.fold`), whose offsets are those of the original.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.department_registry import follows_registry
from corpus.departments import function_of, is_function


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One name in a printed list."""

    start: int
    end: int
    name: str
    """Folded name without spaces."""
    generic: bool
    """A class of bodies (各县市区政府), not one named body."""
    mark: str = ""
    """Its role as marked inside the list: （牵头）, （配合）."""

    @property
    def lead(self) -> bool:
        """Whether it is marked as the one that leads."""
        return self.mark in _LEAD_MARKS


_MINISTRIES = (
    "外交|国防|教育|科学技术|科技|工业和信息化|工信|公安|国家安全|安全|民政|司法|财政|"
    "人力资源和?社会保障|人社|自然资源|生态环境|环境保护|住房和?城乡建设|住建|交通运输|交通|铁道|水利|"
    "农业农村|农业|商务|文化和旅游|文化|退役军人事务|退役军人|应急管理|应急|卫生|国土资源|监察|"
    "建设|信息产业|组织|宣传|统战|统一战线工作|社会工作|对外联络|联络|人事|劳动和?社会保障|劳动保障|"
    "劳动|林业|机械工业|电子工业|冶金工业|化学工业|化工|煤炭工业|煤炭|石油工业|纺织工业|轻工业|粮食|"
    "商业|外经贸|对外贸易经济合作|邮电|广播电影电视|人民武装|武装|国防动员|装备发展|后勤保障|政治工作|"
    "内政|经济|卫生福利|劳工|法务|财务|数位发展|党委宣传|国际联络"
)
_OFFICE = (
    "市|省|区|县|国|政府|委|扶贫|金融|网信|港澳|台|侨|外|法制|信访|口岸|人防|编|文明|双拥|禁毒|外事|"
    "应急|防汛|治理|改革|河长|振兴|老龄|农|新闻|督查|大数据|食安|安|推进|协调|普法|打私|扫黑|爱卫|创建|"
    "服务|合作|经协|机关|府|移民|小组|湖长|林长|职转|放管服|优化|营商|保密|机要|党史|史志|地方志"
)
_SPECIFIC = re.compile(
    r"(?:.*(?:委员会|监会|管委会|工会|联合会|工商联|残联|妇联|文联|科协|社科联|侨联|台联|贸促会|十字会|协会|学会"
    r"|供销社|合作社|联社|总社|通讯社|新华社|人民政府|政府|办公厅|办公室|办事处|领导小组|工作组|指挥部|专班|联席会议|基金会|商会"
    r"|部门|机关|总局|分局|海关|法院|检察院|国务院|科学院|社科院|工程院|研究院|农科院|研究所|医院|学院|大学|党校|"
    r"银行|分行|支行|人行|农发行|国开行|进出口行|工行|农行|中行|建行|集团|公司|中心|支队|总队|大队|总站|总台|电视台|广电台|"
    r"兵团|军区|警备区|人大|政协|党委|党组|团委|共青团|公署|行署|总署|审计署|出版署|合作署|研究室|参事室|档案馆|图书馆|博物馆|"
    r"管理处|管理所|服务站|监狱|电网|铁塔|邮储|中石油|中石化|国家电网|南方电网|交易所|营业管理部|管理部)"
    r"|.*(?:(?<![布格结大全当破开时僵政])|(?<=[财民行邮]政))局|.+(?<![大客餐歌])厅|.*(?<![常村居])委"
    rf"|(?:.*(?:委|府|国家|中央|军委|省|市|县|区))?(?:{_MINISTRIES})部"
    rf"|.*(?:{_OFFICE})办|(?:省|市|区|县|州|国务院|政府)[^，。]{{2,8}}(?<![举承主创兴督协合经代交查开申筹催])办)"
)
_CLASS_NOUN = (
    "人民政府|政府|部门|单位|机构|机关|企业|院校|高校|学校|高等学校|科研院所|医院|银行|协会|地区|地方|地市|"
    "区县|县区|县市区|县市|市县|市州|州市|市区|区市|省份|省市|省|市|县|区|州|盟|旗|乡镇|镇街|街镇|镇|乡|街道|社区|村|办事处|委办局|"
    "方面|成员单位|管委会|园区|开发区|新区|功能区|自贸试验区|党委|局|委|办|兵团|企事业单位|社会组织|运营商|"
    "城市|公司|承担单位|党组织|工会|团体|群团|群团组织|金融机构|平台"
)
_QUANTIFIED = re.compile(
    rf"(?:各|有关|相关|其他|其它|其余|所有|全体|属地|当地|地方|所在|基层|涉及|本级|同级|相应|行业主管|试点|示范)"
    rf".{{0,24}}?(?:{_CLASS_NOUN})(?:（.{{1,12}}）)?"
)
_LEVELLED = re.compile(
    r"(?:中央和国家|中央|国家|国务院|省|自治区|直辖市|设区的?市|地级市|市|自治州|州|盟|县|区|旗|乡|镇|街道|园区|城市|开发区|[、（）和及与或])*"
    r"(?:级|直|属)?(?:（[^（）]{1,8}）)?(?:及?以上|及?以下)?(?:地方)?(?:各级)?"
    r".{0,16}?(?:人民政府|政府|部门|单位|机关|机构|国有企业|企业|街道|乡镇|办事处|高校|成员单位)(?:管理.{2,12}的部门)?"
)
_PLURAL_LEVEL = re.compile(
    r"^(?:县级|县以上|市级|省级|区级|乡级|设区|地级|区县|县区|县市|市县|市州|省市|市区县|镇街|街镇|乡镇|乡（镇）|街道|城市|地方|上级|下级|同级|各级"
    r"|(?:省|市|县|区|州|镇|乡|自治区|直辖市)(?:、|（|和|及|直|属)|中央和国家机关|中央有关|国务院有关|国家有关|省级以下)"
)
_INNER_CLASS = re.compile(
    r"(?:相关|有关|其他|其它|各级|各有关|各类|所属|所在地|业务主管|行业主管|成员|以上|以下|牵头|责任|对口|属地)"
    rf"[^、，；]{{0,12}}?(?:{_CLASS_NOUN})"
)
_BARE_CLASS = re.compile(
    r"(?:国有|中央|金融|医疗|养老|保险|银行|担保|教育|科研|培训|重点|龙头|行业|社会|事业|基层)*"
    r"(?:企业|机构|单位|部门|协会|高校|院校|学校|科研院所|高等学校|医院|社区|街道|乡镇|村|社会组织|央企|国企)"
)
_NOT_IN_NAME = re.compile(
    r"[的把将被是您我你他她]|^(?:关于|未经|发现|认为|提请|报经|报请|依照|依据|通知)|^以|(?<!自)由|^为(?!民)|会同(?!县)|(?<!区)对(?!外|口|台)|进行|实施|开展|推动|加强|建立|完善|提高|提供|"
    r"按照|根据|通过|负责|应当|必须|不得|可以|完成|持续|长期坚持|\d年|\d月|时限|期限|电话|以下|下同|不再"
)


_STATE_COUNCIL = re.compile(r"国务院(?!有关|相关|其他|各|主管)")
"""国务院测绘行政主管部门 is one body, even where the registry has no row for it."""
_LONGEST_NAME = 40
"""Characters; the longest organ names of the development documents have 24."""
_BARE_NOUN = re.compile(
    r"(?:街道|乡镇|镇街|街镇|园区|开发区|功能区|社区|村|居)(?:办事处|管委会|党委|人民政府|政府)?|"
    r"政府|人民政府|国家机关|行政机关|司法机关|国务院各.+|"
    r"[^，。]{2,8}各(?:地|级|直属)[^，。]{1,8}|"
    r"(?!国家|中央)[^，。]{0,8}(?:城市|地区|省份)(?:人民)?政府|"
    r"(?:市|省|区|县|州)(?:直|属|级)[^，。]{0,8}(?:园区|开发区|部门|单位|企业|机构|学校|医院|公司)"
)


def is_generic(name: str) -> bool:
    """Whether a (folded) name stands for a class of bodies.

    >>> is_generic("各县市区政府"), is_generic("市直其他相关部门"), is_generic("市民政局")
    (True, True, False)
    """
    return len(name) <= _LONGEST_NAME and _is_class(name)


@follows_registry
@lru_cache(maxsize=8192)  # the same names come again and again
def _is_class(name: str) -> bool:
    unnamed = name.endswith(("部门", "机关")) and function_of(name) is None
    if (
        name[:1] == "各"
        or _BARE_NOUN.fullmatch(name)
        or (unnamed and not _STATE_COUNCIL.match(name))
    ):
        return True
    return bool(
        _QUANTIFIED.fullmatch(name)
        or _BARE_CLASS.fullmatch(name)
        or _INNER_CLASS.search(name)
        or (_PLURAL_LEVEL.match(name) and _LEVELLED.fullmatch(name))
    )


_CLOSING_BRACKET = re.compile(r"(?<=.)（[^（）]{1,12}）$")
_LONGEST_REMARK = 14
"""Characters of such a bracket, which is no part of the name."""
_VERBAL = re.compile(
    r"^(?:未经|发现|认为|提请|报经)|[把将被是]|应当|必须|负责|设立|建立|明确|或者|加强|推动|做好|开展|落实|提高|支持|鼓励|引导|完善|通过|进行|实施|密切|(?<!机)要|(?<!自)由|会同(?!县)"
)


def is_body(name: str) -> bool:
    """Whether a (folded) name is that of an organ or other body, named or a class.

    >>> is_body("中国人民银行郴州市中心支行"), is_body("产业布局"), is_body("团市委")
    (True, False, True)
    """
    return len(name) <= _LONGEST_NAME + _LONGEST_REMARK and _names_body(name)


@follows_registry
@lru_cache(maxsize=8192)
def _names_body(name: str) -> bool:
    name = _CLOSING_BRACKET.sub("", name)
    if not 2 <= len(name) <= _LONGEST_NAME:
        return False
    if is_generic(name):
        return (len(name) > 2 or name[0] == "各") and not _VERBAL.search(name)
    return not _NOT_IN_NAME.search(name) and bool(_SPECIFIC.fullmatch(name))


# ---------------------------------------------------------------- lists

_LEVEL_WORD = "县级市|自治区|直辖市|自治州|自治县|新区|开发区|街道|乡镇|省|市|县|区|州|盟|旗|乡|镇"
_LEVEL_LIST = re.compile(
    r"党委[、和及](?:人民)?政府|各?省、自治区、直辖市(?:(?:和|及|、)(?:新疆生产建设兵团|计划单列市))*|"
    rf"(?:各|有关|相关)?(?:{_LEVEL_WORD})(?:（[^（）]{{1,10}}）)?"
    rf"(?:、(?:各)?(?:{_LEVEL_WORD})(?:（[^（）]{{1,10}}）)?)+"
    rf"(?:(?:和|及)(?:{_LEVEL_WORD}))?"
    r"(?=人民政府|政府|党委|主管|有关|相关|各级|级|）|$|、|，|；)"
)
"""省、自治区、直辖市 and 市、县（区）: levels of one body, not a list of bodies."""

_CUT = re.compile(r"[、，；/|\t（〔\[【）〕\]】]")
"""Separators of a list and the brackets in which they do not count."""
_ET_CETERA = re.compile(
    r"等(?:[^、，；及和与]{0,14}(?:部门|单位|机构|地区|企业|政府|委办局|机关|方面|地方|地)"
    r"(?:[和及与](?:单位|地方|地区|部门|企业))?)?$"
)
_LEADING = re.compile(r"^(?:由|请|及|和|与|以及|其中[：，]?|分别为|为|[:：\d.．])+")
_TRAILING = re.compile(
    r"(?:按照?(?:各自)?职责(?:分工)?|根据职责(?:分工)?|依(?:据)?职责(?:分工)?|分工|分别|共同|具体|牵头|负责|配合|参与|。|”|；|，|、|\.)+$"
)
_LEAD_MARKS = ("牵头", "牵头单位", "牵头部门", "总牵头", "主办", "主责")
_OTHER_MARKS = ("配合", "配合单位", "配合部门", "参与", "协助", "协办", "支持", "指导")
_MARKED = re.compile(rf"（(?P<mark>{'|'.join((*_LEAD_MARKS, *_OTHER_MARKS))})）$")


_CONJUNCTION = re.compile(r"以及|及其|或者|及|和|与|\s+")
_IN_NAME = re.compile(r"\s|(?:行政)?(?:主管)?部门$")
_GOES_ON = re.compile(r"员会|组织部|宣传部|其他$")


def _pieces(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut at separators that stand outside brackets and outside level lists."""
    protected = [m.span() for m in _LEVEL_LIST.finditer(folded, start, end)]
    cuts, depth, begin = [], 0, start
    for mark in _CUT.finditer(folded, start, end):
        i, char = mark.start(), mark.group()
        if char in "（〔[【":
            depth += 1
        elif char in "）〕]】":
            depth = max(0, depth - 1)
        elif not depth and not any(a < i < b for a, b in protected):
            cuts.append((begin, i))
            begin = i + 1
    cuts.append((begin, end))
    return cuts


def _conjuncts(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut at 和, 及, 与 and spaces where the words before them name a whole body."""
    levels = list(_LEVEL_LIST.finditer(folded, start, end))
    for match in _CONJUNCTION.finditer(folded[start:end]):
        left = folded[start : start + match.start()].strip()
        right = folded[start + match.end() : end].strip()
        level = any(m.start() < start + match.start() < m.end() for m in levels)
        if level or len(right) < 2 or left.count("（") != left.count("）"):
            continue
        whole = _IN_NAME.sub("", folded[start:end])
        if is_function(left) and right.endswith("部门"):
            known = not is_function(whole)
        else:
            known = is_body(left) and not _GOES_ON.match(right)
        if known:
            middle = start + match.end()
            return [(start, start + match.start()), *_conjuncts(folded, middle, end)]
    return [(start, end)]


def _trim(folded: str, start: int, end: int) -> tuple[int, int, str]:
    """Drop spaces, 等…部门, leading and trailing function words; tell a mark like （牵头）."""
    mark, before = "", (-1, -1)
    while before != (start, end):
        before = (start, end)
        piece = folded[start:end]
        start += len(piece) - len(piece.lstrip())
        end -= len(piece) - len(piece.rstrip())
        if match := _LEADING.match(folded[start:end]):
            start += match.end()
        if match := _MARKED.search(folded[start:end]):
            end, mark = start + match.start(), match["mark"]
        if match := _TRAILING.search(folded[start:end]):
            end = start + match.start()
        if match := _ET_CETERA.search(folded[start:end]):
            end = start + match.start()
    return start, max(start, end), mark


def split_bodies(folded: str, start: int, end: int) -> list[Body]:
    """The names in a printed list, in order; what is no name keeps its place in the list.

    >>> text = "市规划和自然资源局、市国资委等部门及各县（市、区）人民政府"
    >>> [body.name for body in split_bodies(text, 0, len(text))]
    ['市规划和自然资源局', '市国资委', '各县（市、区）人民政府']
    """
    bodies = []
    for piece in _pieces(folded, start, end):
        begin, stop, marked = _trim(folded, *piece)
        for part in _conjuncts(folded, begin, stop):
            first, last, mark = _trim(folded, *part)
            mark = mark or (marked if part[1] >= stop else "")
            name = "".join(folded[first:last].split())
            if name:
                bodies.append(
                    Body(start=first, end=last, name=name, generic=is_generic(name), mark=mark)
                )
    return _with_shared_marks(folded, bodies)


_ENUMERATED = re.compile(r"[、和及与\s]*|以及")


def _with_shared_marks(folded: str, bodies: list[Body]) -> list[Body]:
    """The mark after the last of several is that of them all: 甲局（牵头），乙局、丙局（配合）.

    In the first run of a list it is its own body's alone: 甲局、乙局（配合）.
    """
    if not any(body.mark in _OTHER_MARKS for body in bodies):
        return bodies
    first = next((i for i, body in enumerate(bodies) if body.mark), len(bodies))
    marked = list(bodies)
    for i in range(len(bodies) - 1, first + 1, -1):
        between = folded[bodies[i - 1].end : bodies[i].start]
        shared = marked[i].mark in _OTHER_MARKS and not bodies[i - 1].mark
        if shared and _ENUMERATED.fullmatch(between):
            marked[i - 1] = replace(bodies[i - 1], mark=marked[i].mark)
    return marked
