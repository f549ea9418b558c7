"""The page's words: names of checks and variants, and verdicts' reasons in Chinese."""

from __future__ import annotations

import ast
import re

CHECKS = {
    "status": "状态",
    "clause": "条款",
    "departments": "部门",
    "facts": "要点",
    "quotes": "引文",
}
HALVES = {"development": "开发半", "test": "测试半"}
KINDS = {
    "amount": "问文中没有的数额",
    "hant": "繁体提问",
    "lay": "口语提问",
    "missing": "问不存在的条款",
    "official": "公文用语",
    "place": "问别的地方",
    "topic": "问别的事",
    "tw": "台湾用语",
}
VARIANTS = {
    "without the learned correction": "不用学得的校正",
    "without lay terms": "不用口语词表",
    "without places": "不看地区",
    "vectors only": "只用向量",
    "words only": "只用词语",
}
SETUPS = {
    "product": "成品",
    "documented": "按其文档",
    "prompts": "加模型提示语",
    "adjusted": "加提示语、按中文切分",
}
STATUSES = {
    "answered": "作答",
    "clarification": "追问",
    "refused_no_content": "拒答（无依据）",
    "refused_out_of_scope": "拒答（范围外）",
    "refused_unsafe": "拒答（不当）",
    "error": "出错",
}
_CLAUSE = re.compile(r"\('[^']*', \([^)]*\), (?:None|\d+)\)")
_SENTENCES = (
    (re.compile(r"^status: (\w+) != (\w+)$"), "状态：得到{0}，应为{1}"),
    (re.compile(r"^clause: cited (.+), wanted (.+)$"), "条款：引用了{0}，应为{1}"),
    (re.compile(r"^departments: gave (.+), wanted (.+)$"), "部门：给出{0}，应为{1}"),
    (re.compile(r"^facts: text lacks (.+)$"), "要点：答复里没有{0}"),
    (re.compile(r"^quotes: citations (.+) are not verbatim$"), "引文：第{0}条与原文不符"),
    (
        re.compile(r"^first was (.+); the right clause came after the tenth$"),
        "首条是{0}；正确条款不在前十",
    ),
    (re.compile(r"^first was (.+); the right clause came (\d+)$"), "首条是{0}；正确条款排第{1}"),
)


def reason(said: str) -> str:
    """A verdict's reason for readers; one of another form stays as it is.

    >>> reason("status: refused_no_content != answered")
    '状态：得到拒答（无依据），应为作答'
    >>> reason("clause: cited None, wanted ('a.txt', ('一、', '（二）'), 3)")
    '条款：引用了（无），应为a.txt 一、（二）第3段'
    >>> reason("facts: text lacks ['1000元', '每月']")
    '要点：答复里没有「1000元」「每月」'
    """
    for pattern, sentence in _SENTENCES:
        if matched := pattern.match(said):
            return sentence.format(*(_plain(part) for part in matched.groups()))
    return said


def _plain(part: str) -> str:
    """A printed value as words."""
    if part in STATUSES:
        return STATUSES[part]
    if part in {"None", "[]"}:
        return "（无）"
    if _CLAUSE.fullmatch(part):
        file, path, paragraph = ast.literal_eval(part)
        return f"{file} {''.join(path)}" + (f"第{paragraph}段" if paragraph else "")
    if part.startswith("["):
        return "".join(f"「{item}」" for item in ast.literal_eval(part))
    return part
