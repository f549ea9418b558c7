"""疑点 in Chinese: the warnings of reading, and why a file cannot be read, as people read them.

The warnings themselves are English, like all that programs log; see `PolicyDocument.warnings`.
"""

from __future__ import annotations

import re

from corpus.errors import (
    CorpusError,
    EmptyFileError,
    EncryptedFileError,
    MissingReaderError,
    UnknownEncodingError,
    UnreadableFileError,
    UnsafeFileError,
    UnsupportedFormatError,
)

_AT = r"at offset (?P<at>\d+)"
_WORDINGS = [
    (r"(?P<names>.+) missing before (?P<token>\S+) " + _AT, "缺{names}（{token}之前，第{at}字）"),
    (r"(?P<token>\S+) " + _AT + r" is printed twice in its list", "{token}重复出现（第{at}字）"),
    (
        r"marker (?P<token>\S+) " + _AT + r" does not go on from any list.*",
        "序号{token}与前文接不上，按正文处理（第{at}字）",
    ),
    (
        r"clause (?P<label>.+) is (?P<size>\d+) characters long \(offset (?P<at>\d+)\).*",
        "条款{label}长达{size}字，可能漏认了序号（第{at}字）",
    ),
    (r"(?P<count>\d+) clauses share the label (?P<label>.*); cite.*", "{count}个条款同为{label}"),
    (
        r"department '(?P<name>.+)' \(character (?P<at>\d+)\) is not in the registry.*",
        "登记表中没有部门“{name}”（第{at}字），请核对名称",
    ),
    (r".*: no title found", "未找到标题"),
    (r".*: no issuing body found", "未找到发文机关"),
    (r".*: nothing states the place.*", "未注明地区，按全国处理"),
    (
        r".*: date (?P<day>\S+) in the page's table \(offset (?P<at>\d+)\) contradicts date "
        r"(?P<signed>\S+) of the signature",
        "页面所列日期{day}（第{at}字）与落款日期{signed}不一致",
    ),
    (
        r".*: number (?P<number>\S+) and date (?P<day>\S+) are years apart",
        "文号{number}与日期{day}相差一年以上",
    ),
    (
        r".*: force ends on (?P<last>\S+), before it begins on (?P<first>\S+)",
        "失效日期{last}早于施行日期{first}",
    ),
    (r"(?P<count>\d+) undecodable place.*", "{count}处文字无法解码，显示为“�”"),
    (r"(?P<count>\d+) of (?P<all>\d+) page\(s\) recognised.*", "{all}页中有{count}页由图像识别"),
    (r"recognised from an image;.*", "由图像识别而来，请核对数字和名称"),
    (
        r"(?P<count>\d+) of (?P<all>\d+) page\(s\) are images.*",
        "{all}页中有{count}页是图像，未能识别",
    ),
    (r"no known content area in the page.*", "网页没有可辨认的正文区域，已去掉导航后整页读取"),
    (r"tracked changes: .*", "文中有修订标记：采用插入的文字，略去删除的文字"),
    (r"pictures in the document.*", "文中图片未读取"),
    (r"hidden sheet '(?P<name>.+)' left out", "隐藏的工作表“{name}”未读取"),
]
_PATTERNS = [(re.compile(pattern, re.DOTALL), words) for pattern, words in _WORDINGS]


def doubt_words(warning: str) -> str:
    """A warning of `PolicyDocument.warnings` in Chinese; one without a wording stays as it is.

    >>> doubt_words("三、 missing before 四、 at offset 120")
    '缺三、（四、之前，第120字）'
    """
    for pattern, words in _PATTERNS:
        match = pattern.fullmatch(warning)
        if match is not None:
            named = {key: value.replace(" to ", "至") for key, value in match.groupdict().items()}
            return words.format(**named)
    return warning


_PROBLEMS: tuple[tuple[type[CorpusError], str], ...] = (
    (EmptyFileError, "这份文件里没有文字。请换一份有正文的文件。"),
    (EncryptedFileError, "这份文件有密码保护。请解除密码后再上传。"),
    (MissingReaderError, "读取这种文件要先安装附加组件。请联系管理员。"),
    (UnknownEncodingError, "无法判断这份文件的文字编码。请另存为 UTF-8 编码后再上传。"),
    (
        UnsupportedFormatError,
        "不能读取这种格式，或者文件已损坏。可以上传 txt、md、html、docx、pdf 和 xlsx 文件；"
        "doc、wps 文件请先另存为 docx。",
    ),
    (UnsafeFileError, "这份文件展开后过大，或者内容有安全隐患，没有读取。"),
    (UnreadableFileError, "这份文件已损坏，打不开。请检查后重新上传。"),
)


def problem_words(error: CorpusError) -> str:
    """Why a file cannot be read and what to do, in Chinese; the error itself names the place."""
    return next(
        (words for kind, words in _PROBLEMS if isinstance(error, kind)), "这份文件不能读取。"
    )
