"""What kind of line a paragraph is: date, 文号, 主送机关, name of a body, note, page noise."""

from __future__ import annotations

import re

_YEAR = r"(?:(?:19|20)\d\d|[一二][〇零○О0九]?[〇零○О0一二三四五六七八九]{2,3}|民国[ ]*\d{1,3})"
_PART = r"[ ]*(?:\d{1,2}|[一二三四五六七八九十〇]{1,3})[ ]*"
_DATE = rf"{_YEAR}[ ]*年{_PART}月{_PART}日|(?:19|20)\d\d[-/.]\d{{1,2}}[-/.]\d{{1,2}}"
DATE_LINE = re.compile(rf"（?(?:{_DATE})[ ]*(?:印发|发布|公布|通过|签发)?[ ]*）?")
"""A whole line that is the date of signing (成文日期)."""

NUMBER_LINE = re.compile(
    r"(?:文[ ]*号[：: ]*|发文字号[：: ]*)?"
    r"(?:[^，。；：、（）〔〕\[\]]{0,24}[〔\[（【［][ ]*(?:19|20)\d\d[ ]*年?[ ]*[〕\]）】］][ ]*第?[ ]*\d{1,6}[ ]*号"
    r"|[^，。；：]{0,30}(?:令|公告|通告|字)?[ ]*(?:（?(?:19|20)\d\d[ ]*年?[ ]*[，,]?[ ]*）?)?第[ ]*[\d一二三四五六七八九十百〇]{1,10}[ ]*号(?:令)?"
    r"|（[^（）。]{0,30}〔\d{4}〕\d{1,5}号）)(?:[ ]*（?试行）?)?"
)
"""A whole line that is the 文号."""

_ADDRESSEE_WORDS = (
    r"人民政府|政府|委员会|办公室|办公厅|单位|部门|机构|机关|公司|企业|学校|高校|院校|银行|厅|局|委|部|院|署|办|会|中心|团体"
    r"|代表|委员|同志|同胞|市民|居民|朋友|患者|家属|家长|师生|村民|纳税人|缴费人|用户|读者|考生|旅客|学生|大会|国务院|组织|队|处|所|社|行|站|街道|乡镇|园区|师|团|海关|法院|检察院|军区|总队|集团"
)
_ADDRESSEE = re.compile(rf"[^。；！？]{{1,400}}(?:{_ADDRESSEE_WORDS})(?:（[^（）]{{1,40}}）)?：")
_ADDRESSEE_NOT = re.compile(
    r"如下|通知|事项|意见|规定|包括|以下|下列|分别|要求|提出|要点|来源|机关：$|单位：$|部门：$"
)
_ADDRESSEE_START = re.compile(r"[^：]{0,6}(?:市|省|区|县)|[^：]{0,200}(?:各|有关|相关|局内)")

_BODY_END = (
    r"(?:部|委|委员会|办|办公室|办公厅|厅|局|总局|署|总署|院|国务院|政府|人民政府|银行|支行|分行|会|"
    r"法院|检察院|处|司|所|中心|公司|集团|联合会|总工会|工会|联盟|军区|党组|党委|省委|市委|县委|区委|"
    r"小组|指挥部|组|团|大学|学院|医院|协会|学会|管委会|社|站|队|专班|中央|联席会议|基金会|团市委|团中央|妇联|"
    r"科协|文联|残联|侨联|作协|供销社|馆|校|部门|单位)"
)
_BODY_LINE = re.compile(
    rf"[\u4e00-\u9fffA-Za-z（）〈〉·“” \t]{{1,40}}{_BODY_END}(?:（[盖代章印]+）)?"
)
_SIGNER = re.compile(
    r"(?:总理|主席|主任|省长|市长|部长|局长|署长|行长|县长|区长|州长|厅长|院长|会长|委员长|代主任|代省长|代市长|总督|行政长官)"
    r"[ ：:\t]*[\u4e00-\u9fff· ]{2,12}"
)
_FORMULA = re.compile(
    r"(?:特此|专此|此复|此令|此致|现予|以上意见|以上报告)?(?:特此|专此|此复|此令|此致)"
    r"(?:通知|公告|通告|函复|函达|批复|报告|决定|公布|说明|函告|答复|公示|函|告知|通报)?[。！]?"
)
_NOTE = re.compile(r"（[^（）]{2,40}(?:（[^（）]{0,20}）[^（）]{0,20})?）[。]?")
_COPY = re.compile(
    r"(?:抄[ ]*送|抄[ ]*报|主[ ]*送|分[ ]*送|主题词|公开属性|公开方式|信息公开|公开选项|联[ ]*系[ ]*人|校[ ]*对|印[ ]*数|共印|打字)[^。]{0,4}[：:].*"
    r"|[^。，；]{2,30}(?:办公厅|办公室|秘书处|秘书局|综合处)[ \t]+[^。]{0,20}\d日[ ]*印发"
)
ANNEX_LIST = re.compile(r"附[ ]*[件表录][ ]*\d{0,2}[ ]*[：:].*|附[：:].*")
"""A line of the list of annexes under the text (附件说明)."""

_NOISE = re.compile(
    r"(?:责任编辑|编辑|审核|校对|相关(?:文章|链接|阅读|附件|新闻|解读|稿件|推荐)|【?(?:相关附件|原文下载|附件下载|纠错|打印|关闭|字体|大 中 小)|更新时间|"
    r"上一篇|下一篇|分享(?:到|：)?|扫一扫|打印本页|关闭窗口|返回(?:顶部|首页)|评论前?必须|发表评论|我要评论|(?:登录|注册|登入)|版权(?:所有|声明)|"
    r"主办(?:单位)?[：:]|承办|备案|京ICP|网站(?:地图|标识|声明)|联系我们|政府信息公开|Public domain|Copyright|转载|声明[：:]|免责|阅读次数|浏览(?:次数)?|点击(?:数|量)?|"
    r"来源[：:]|来源:|信息来源|发布(?:时间|日期|机构|机关)|索[ ]*引[ ]*号|主题分类|分类[*]*：|发文机关[：:]|成文日期[：:]|标[ ]*题[：:]|公文种类|时效性|有效性|首页|当前位置|您(?:现)?在的位置|字号|"
    r"文章来源|作者[：:]|记者[：:]?|原标题[：:]|【(?:大|中|小)】|政策全文|-{2,}$|https?://|\[?https?:)"
)
_LINK = re.compile(r"[\-*]?\s*!?\[[^\]]*\][（(].{0,400}[）)]")
_SENTENCE_END = re.compile(r"[。；！？](?=[^”’）》]|$)|[：:]$")

_TYPES = (
    "通知|通告|公告|公报|通报|意见|建议|决定|决议|命令|令|办法|规定|规则|规程|细则|条例|法典|法|章程|准则|规范|标准|指南|指引|"
    "方案|计划|规划|纲要|要点|措施|政策|举措|预案|制度|机制|批复|复函|函|答复|报告|请示|议案|纪要|说明|解释|释义|"
    "清单|目录|名单|名录|一览表|分工表|表|分工|任务|安排|协议|协定|公约|倡议书|倡议|公开信|宣言|声明|通则|守则|须知|问答|手册|大纲|"
    "导则|白皮书|建议书|基准|定额|流程|程序|讲话|致辞|条|书|草案|案|稿|经验做法|意见书|调查意见|典型案例|情况|总则"
)
_TITLE_END = re.compile(
    rf"(?:{_TYPES})(?:[ ]*[（〔\[][^（）]{{1,30}}[）〕\]])*[ ]*(?:[（（]?\d{{4}}年?版?[）)]?)?"
)
_TITLE_TAIL = re.compile(
    rf".*(?:{_TYPES})[》”]?(?:[ ]*（[^（）]{{1,40}}）[》”]?)*(?:的(?:{_TYPES}))?(?:[ ]*（[^（）]{{1,30}}）)*"
)

FRAGMENT_LENGTH = 90
"""Longest line (in characters) that can be a line of a title."""


def is_date(words: str) -> bool:
    """The line is a date of signing and nothing else."""
    return len(words) <= 24 and DATE_LINE.fullmatch(words) is not None


def is_number(words: str) -> bool:
    """The line is a document number and nothing else."""
    return len(words) <= 60 and NUMBER_LINE.fullmatch(words.strip("* ")) is not None


def is_addressee(words: str) -> bool:
    """The line names those whom the document is sent to (主送机关) and ends with a colon."""
    if len(words) > 420 or not words.endswith(("：", ":")):
        return False
    body = words.rstrip(":：") + "："
    return (
        _ADDRESSEE.fullmatch(body) is not None
        and (_ADDRESSEE_NOT.search(body) is None or _ADDRESSEE_START.match(body) is not None)
        and not re.search(r"如下：$|以下.{0,6}：$|下列.{0,8}：$", body)
    )


def is_body_name(words: str) -> bool:
    """The line is the name of one or several offices, spaced or not."""
    return len(words) <= 60 and _BODY_LINE.fullmatch(words) is not None


def is_signer(words: str) -> bool:
    """The line names the person who signs (总理 李克强)."""
    return len(words) <= 24 and _SIGNER.fullmatch(words) is not None


def is_formula(words: str) -> bool:
    """The line is a closing formula (特此通知。)."""
    return len(words) <= 14 and _FORMULA.fullmatch(words) is not None


def is_note(words: str) -> bool:
    """The line is wholly in brackets: （此件公开发布）, （本文有删减）."""
    return len(words) <= 80 and _NOTE.fullmatch(words) is not None


def is_copy_line(words: str) -> bool:
    """The line belongs to the imprint: 抄送, 主题词, 印发机关 and date."""
    return len(words) <= 400 and _COPY.fullmatch(words) is not None


def is_noise(words: str) -> bool:
    """The line belongs to the carrying page, not to the document."""
    return _NOISE.match(words) is not None or _LINK.fullmatch(words) is not None


def is_sentence(words: str) -> bool:
    """The paragraph holds running text."""
    return _SENTENCE_END.search(words) is not None or len(words) > FRAGMENT_LENGTH


def is_running_text(words: str) -> bool:
    """The paragraph holds running text of the document, not a field of the carrying page."""
    return is_sentence(words) and not is_noise(words)


def is_fragment(words: str) -> bool:
    """The line could be part of a title: short, no stop inside, not of another kind."""
    if len(words) > FRAGMENT_LENGTH or is_sentence(words) or "，" in words.partition("《")[0]:
        return False
    other = is_date(words) or is_number(words) or is_note(words) or is_noise(words)
    return not (other or is_copy_line(words) or ANNEX_LIST.fullmatch(words) is not None)


def ends_title(words: str) -> bool:
    """The words end as titles do: with the kind of document, e.g. 通知, 办法（试行）."""
    compact = words.replace(" ", "")
    balanced = compact.count("《") == compact.count("》") and compact.count("（") == compact.count(
        "）"
    )
    return balanced and len(compact) >= 4 and _TITLE_TAIL.fullmatch(compact) is not None
