"""发文机关: names of issuing bodies in a title and in a signature."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.model import Jurisdiction, Span
from corpus.places import find_place_mentions

_SUFFIX = (
    r"(?:委员会|常委会|委|人民政府|政府|办公厅|办公室|厅|部|局|署|院|会|人民银行|分行|支行|中心支行|银行"
    r"|总工会|工会|妇联|残联|工商联|侨联|科协|文联|社联|中心|集团|总公司|公司|领导小组|指挥部|联席会议|海关"
    r"|总队|支队|党组|总社|联社|社|大学|学院|处|司|办|组|公署|公安|军区|兵团|中央|国务院|所|站|机关|府|机制|专班|管委会|工作组)"
)
_NAME = re.compile(rf"[\u4e00-\u9fff（）“”·]{{1,38}}?{_SUFFIX}(?:（[\u4e00-\u9fff]{{2,14}}）)?")
_OTHERS = r"等(?:[\d一二三四五六七八九十]{1,3}个?)?(?:有关|相关|中央)?"
_OTHERS += r"(?:部门|部委|单位|机关|机构|委局|厅局|委办局)"

_NOT_NAME = re.compile(
    r"关于|印发|转发|通知|意见的|以下|如下|按照|根据|为了|现将|负责|牵头|同意|批准|附件|报送|要求|抄送"
    r"|各县|各市|各区|各省|各有关|有关部门|工作部门|责任|审议|来源|网站|编辑"
)

_NO_NAMES = re.compile(r"[，。；：！？]|\d")
_LONGEST_LINE = 160
"""Longest line of names in a signature, in characters."""

_ACTS = r"(?:关于|印发|转发|批转|发布|公布|对(?!外|口|接)|办理|答复|颁发|批复|授权"
_ACTS += r"|批准|同意|任免|任命|决定)"
_TITLE_HEAD = re.compile(rf"^(?P<head>.{{2,120}}?)(?:联合)?(?={_ACTS})")

_CENTRAL = re.compile(
    r"^(?:国务院|国家|中共中央|中央|全国|最高人民|中华人民共和国|中国|审计署|国资委|银保监会|证监会|保监会|银监会)"
    r"|总局(?:办公厅|办公室)?$|总署(?:办公厅|办公室)?$"
    r"|^(?:外交|国防|教育|科技|科学技术|工业和信息化|公安|民政|司法|财政|人力资源和?社会保障|自然资源"
    r"|生态环境|住房和?城乡建设|交通运输|交通|水利|农业农村|农业|商务|文化和旅游|文化|卫生|应急管理"
    r"|退役军人事务|铁道|建设|信息产业|劳动和?社会保障|劳动保障|人事|国土资源|环境保护|监察|国家安全)部"
    r"|^(?:市场监管|税务|广电|体育|知识产权|医保|海关)总?[局署]"
)
_LETTER = re.compile(r"^(?P<body>\S{2,20})\s(?:函|书函|令|公告)$")
"""Head of a letter or order of Taiwan: 內政部 函."""
_PROVINCIAL = re.compile(r"^(?:省|市|区|县|自治区|州|盟|旗)[\u4e00-\u9fff]{2,}")

_PERSON = re.compile(
    r"^(?:中华人民共和国)?(?:总理|主席|委员长|省长|市长|县长|区长|州长|主任|部长|局长|署长|行长|厅长|院长|總理|總統)"
    r"\s*[\u4e00-\u9fff·]{1,3}\s?[\u4e00-\u9fff·]{1,10}$"
)


def is_person(line: str) -> bool:
    """True for the line with which a head of government signs an order (总理 李克强)."""
    return bool(_PERSON.match(line.strip())) and len(line) <= 16


def split_bodies(line: str) -> tuple[Span, ...] | None:
    """Spans (within `line`) of the bodies that a signature line lists; None when it lists none.

    >>> [span.of("教 育 部") for span in split_bodies("教 育 部")]
    ['教 育 部']
    >>> [span.of("财政部 税务总局") for span in split_bodies("财政部 税务总局")]
    ['财政部', '税务总局']
    >>> split_bodies("各地要认真落实") is None
    True
    """
    return _split_bodies(line) if len(line) <= _LONGEST_LINE else None


@lru_cache(maxsize=1024)  # a line is read again with every line of a title above it
def _split_bodies(line: str) -> tuple[Span, ...] | None:
    if _NO_NAMES.search(line):
        return None
    line = re.sub(r"（[代盖印章]+）\s*$", "", line)
    spans: list[Span] = []
    for block in re.finditer(r"[^\s、]+(?: [^\s、]+)*", line):
        spans.extend(_block(block.group(), block.start()))
    names = [re.sub(r"\s", "", span.of(line)) for span in spans]
    if not names or not all(is_body(name) for name in names):
        return None
    return tuple(spans)


def _block(text: str, offset: int) -> list[Span]:
    words = [Span(start=m.start(), end=m.end()) for m in re.finditer(r"\S+", text)]
    merged: list[Span] = []
    joining = False
    for word in words:
        single = word.end - word.start == 1
        if merged and single and joining:
            merged[-1] = Span(start=merged[-1].start, end=word.end)
        else:
            merged.append(word)
        joining = single
    return [Span(start=span.start + offset, end=span.end + offset) for span in merged]


def is_body(name: str) -> bool:
    """True when the words have the form of a body's name.

    >>> is_body("郴州市人民政府办公室"), is_body("各县市区人民政府"), is_body("李克强")
    (True, False, False)
    """
    return (
        2 <= len(name) <= 40
        and bool(_NAME.fullmatch(name) or re.fullmatch(rf".{{2,38}}{_OTHERS}", name))
        and not _NOT_NAME.search(name)
    )


def is_central(name: str) -> bool:
    """True for a body of the centre by the form of its name; 教育部 but not 省教育厅.

    >>> is_central("国家发展改革委"), is_central("湖南省财政厅")
    (True, False)
    """
    return bool(_CENTRAL.search(name))


def begins_anew(name: str) -> bool:
    """True when a body's name is whole: it begins with a place, as central or local bodies do."""
    return is_central(name) or bool(_PROVINCIAL.match(name)) or leading_place(name) is not None


def leading_place(name: str) -> Jurisdiction | None:
    """The narrowest place of the chain that a name begins with: 郴州市苏仙区… is 苏仙区."""
    found: Jurisdiction | None = None
    position = 0
    for mention in find_place_mentions(re.sub(r"^(?:中共|共青团)", "", name)):
        if mention.span.start != position:
            break
        found, position = mention.place, mention.span.end
    return found


@lru_cache(maxsize=1024)
def title_bodies(title: str) -> tuple[Span, ...]:
    """Spans of the bodies before 关于, 印发, 转发 … in a (folded) title.

    >>> title = "重庆市发展和改革委员会等23部门关于做好搬迁工作的实施意见"
    >>> [span.of(title) for span in title_bodies(title)]
    ['重庆市发展和改革委员会等23部门']
    >>> title_bodies("关于印发《办法》的通知")
    ()
    """
    letter = _LETTER.match(title)
    if letter and is_body(letter["body"]):
        return (Span(start=0, end=letter.end("body")),)
    match = _TITLE_HEAD.match(title)
    if match is None:
        return ()
    head = match["head"]
    spans: list[Span] = []
    for part in re.finditer(r"[^\s、，]+", head):
        name = part.group()
        if re.fullmatch(rf"{_OTHERS}", name) and spans:
            spans[-1] = Span(start=spans[-1].start, end=part.end())
        elif is_body(name):
            spans.append(Span(start=part.start(), end=part.end()))
        else:
            return ()
    return tuple(spans)


def alike(left: str, right: str) -> bool:
    """True when one name may be a short form of the other (国家发展改革委 …和改革委员会).

    Compares the letters of the shorter one in order; 等…部门 is left out of account.
    """
    one, other = (re.sub(_OTHERS + r"$", "", name) for name in (left, right))
    shorter, longer = sorted((one, other), key=len)
    rest = iter(longer)
    return all(char in rest for char in shorter)
