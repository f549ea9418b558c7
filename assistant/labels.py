"""The fixed words around an answer on a terminal and on the pages, in both scripts by hand.

Phrase conversion makes mistakes in such words, so nothing here is converted.
"""

from __future__ import annotations

from corpus.model import Script

_LABELS: dict[str, tuple[str, str]] = {
    # around an answer
    "answer": ("答复", "答覆"),
    "departments": ("责任部门", "責任部門"),
    "basis": ("依据", "依據"),
    "notices": ("请注意", "請注意"),
    "related": ("相关条款（不是答案）", "相關條款（不是答案）"),
    "suggestions": ("还可以问", "還可以問"),
    "converted": ("简体对照", "繁體對照"),
    "whole_document": ("全文", "全文"),
    "inherited": ("依据{label}的说明", "依據{label}的說明"),
    "current_name": ("现为{name}", "現為{name}"),
    "open_clause": ("查看原文全文", "查看原文全文"),
    "no_number": ("无文号", "無文號"),
    # status
    "answered": ("已答复", "已答覆"),
    "clarification": ("需要您补充", "需要您補充"),
    "refused_no_content": ("文件没有规定", "文件沒有規定"),
    "refused_out_of_scope": ("不在资料范围内", "不在資料範圍內"),
    "refused_unsafe": ("不能答复", "不能答覆"),
    "error": ("出错了", "出錯了"),
    # legal force
    "in_force": ("有效", "有效"),
    "expired": ("已过有效期", "已過有效期"),
    "repealed": ("已废止", "已廢止"),
    "superseded": ("已被替代", "已被替代"),
    "unknown": ("效力未注明", "效力未註明"),
    # problems of the HTTP interface: title by status, then what to do
    "http_400": ("请求有误", "請求有誤"),
    "http_401": ("需要口令", "需要口令"),
    "http_403": ("不允许", "不允許"),
    "http_404": ("没有找到", "沒有找到"),
    "http_405": ("不支持这种方法", "不支援這種方法"),
    "http_409": ("现在不能这样做", "現在不能這樣做"),
    "http_413": ("内容过大", "內容過大"),
    "http_422": ("内容不合要求", "內容不合要求"),
    "http_429": ("提问过于频繁", "提問過於頻繁"),
    "http_500": ("服务器出错", "伺服器出錯"),
    "http_503": ("暂时不能服务", "暫時不能服務"),
    "problem_400": ("请检查请求的格式。", "請檢查請求的格式。"),
    "problem_404": (
        "没有这个文件、条款或地址，请核对编号。",
        "沒有這個文件、條款或位址，請核對編號。",
    ),
    "problem_401": (
        "请在请求头 Authorization 中以 Bearer 方式附上管理口令。",
        "請在請求標頭 Authorization 中以 Bearer 方式附上管理口令。",
    ),
    "problem_403": (
        "页面已经过期，或不是从本站提交的。请重新打开页面再试。",
        "頁面已經過期，或不是從本站送出的。請重新開啟頁面再試。",
    ),
    "problem_409": (
        "文件现在的状态不允许这样做，请先查看文件清单。",
        "文件現在的狀態不允許這樣做，請先查看文件清單。",
    ),
    "problem_405": ("这个地址不支持这种请求方法。", "這個位址不支援這種請求方法。"),
    "problem_413": ("一次发送的内容太多，请减少后再试。", "一次傳送的內容太多，請減少後再試。"),
    "problem_size": (
        "内容超过{most}，没有读取。文件请拆分或压缩后再上传。",
        "內容超過{most}，沒有讀取。檔案請拆分或壓縮後再上傳。",
    ),
    "problem_422": ("请求中有缺少或写错的字段。", "請求中有缺少或寫錯的欄位。"),
    "problem_429": ("提问太频繁，请稍等再问。", "提問太頻繁，請稍等再問。"),
    "problem_500": ("服务器出错，请再试一次。", "伺服器出錯，請再試一次。"),
    "problem_503": ("服务暂时不可用，请稍后再试。", "服務暫時不可用，請稍後再試。"),
    "problem_question_empty": (
        "问题是空的，或者没有文字，请写下您想了解的事，再发送一次。",
        "問題是空的，或者沒有文字，請寫下您想了解的事，再傳送一次。",
    ),
    "problem_question_long": (
        "问题太长，请缩短后再发送一次。",
        "問題太長，請縮短後再傳送一次。",
    ),
    # the check of an upload
    "checks_often": (
        "检查文件过于频繁，请{seconds}秒后再试。",
        "檢查文件過於頻繁，請{seconds}秒後再試。",
    ),
    "doubt": ("有一处读得不确定，请核对原文", "有一處讀得不確定，請核對原文"),
    # parts of a file that are no clauses
    "part_lead": ("页面文字", "頁面文字"),
    "part_title": ("标题", "標題"),
    "part_addressee": ("主送", "主送"),
    "part_cover": ("印发通知", "印發通知"),
    "part_preamble": ("引言", "引言"),
    "part_contents": ("目录", "目錄"),
    "part_signature": ("落款", "落款"),
    "part_tail": ("页尾文字", "頁尾文字"),
    "part_other": ("其他文字", "其他文字"),
    "part_clause": ("条款", "條款"),
    # steps while waiting
    "guard": ("检查问题", "檢查問題"),
    "understand": ("理解问题", "理解問題"),
    "contextualise": ("联系上文", "聯繫上文"),
    "retrieve": ("检索文件", "檢索文件"),
    "select": ("选取条款", "選取條款"),
    "compose": ("组织答复", "組織答覆"),
    "verify": ("核对原文", "核對原文"),
    "present": ("整理答复", "整理答覆"),
}


def label(key: str, script: Script = Script.HANS, **values: str) -> str:
    """The words for `key` in `script`; the key itself when it has none.

    >>> label("departments"), label("departments", Script.HANT)
    ('责任部门', '責任部門')
    >>> label("inherited", label="二、（二）")
    '依据二、（二）的说明'
    """
    if key not in _LABELS:
        return key
    hans, hant = _LABELS[key]
    return (hant if script is Script.HANT else hans).format(**values)


def book_title(title: str) -> str:
    """A document's title in title marks; those within it become single ones.

    >>> book_title("关于印发《实施方案》的通知")
    '《关于印发〈实施方案〉的通知》'
    """
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"
