"""Words of the owner's page that depend on a value, in Simplified; pages convert them."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.doubts import doubt_words
from assistant.labels import label
from assistant.publishing import Doubt

STATES = {"draft": "待发布", "published": "已发布", "taken_down": "已撤下"}
KINDS = {"publish": "发布", "take_down": "撤下", "reindex": "重建索引"}
JOB_STATES = {
    "waiting": "排队中",
    "running": "进行中",
    "done": "已完成",
    "refused": "未通过评测，没有发布",
    "failed": "失败",
}
STAGES = {
    "read": "读取文件",
    "baseline": "评测现有索引",
    "embed": "计算向量",
    "build": "建立并核验索引",
    "evaluate": "评测新索引",
    "switch": "切换到新索引",
}
ACTIONS = {
    "upload": "上传",
    "publish": "发布",
    "publish_refused": "发布被拦下",
    "take_down": "撤下",
    "discard": "删除文件",
    "reindex": "重建索引",
    "failed": "失败",
    "delete_conversation": "删除一段对话",
    "delete_before": "删除早于某日的记录",
}
DETAILS = {
    "bytes": "字节",
    "reason": "原因",
    "why": "说明",
    "generation": "索引",
    "replaces": "替代",
    "cases": "评测用例",
    "passed_before": "原先答对",
    "passed_after": "现在答对",
    "worse": "变差的用例",
    "override": "仍要发布的理由",
    "questions": "提问",
    "feedback": "评价",
    "conversations": "对话",
    "before": "早于",
}
OUTCOMES = {
    "answered": "已答复",
    "clarification": "追问",
    "refused": "拒答",
    "error": "出错",
}
REASONS = {
    "no_content": "文件没有规定",
    "no_content_related": "文件没有规定，有相近条款",
    "no_document": "没有这份文件",
    "no_document_for_place": "没有该地的文件",
    "no_document_for_region": "没有该地区的文件",
    "no_document_for_year": "没有该年份的文件",
    "no_clause": "没有这一条",
    "amount_not_given": "没有写明金额",
    "figure_not_given": "没有写明数字",
    "no_tasks": "没有写明该部门的任务",
    "no_other": "没有其他规定",
    "no_next": "后面没有条款",
    "no_previous": "前面没有条款",
    "case_data": "问个人办理情况",
    "out_of_scope": "与政策文件无关",
    "which_matter": "没说是什么事",
    "which_place": "没说是哪里",
    "which_place_tasks": "部门没说是哪里的",
    "which_document": "没说是哪份文件",
    "which_clause": "没说是哪一条",
    "injection": "要求改变规则",
    "crisis": "有危险，需要帮助",
    "violence": "涉及暴力",
    "emergency": "紧急情况",
    "fraud": "涉及骗取",
    "harm": "涉及伤害",
    "internal": "核对未通过",
    "greeting": "问候",
    "thanks": "致谢",
    "meta": "问助手自己",
}
COMPLAINTS = {
    "reason_wrong": "答得不对",
    "reason_off": "答非所问",
    "reason_unclear": "看不明白",
    "reason_department": "部门不对",
}
DOUBTS = {
    "same_number": "已发布的文件里有相同的文号：{detail}。如果是新版本，请选择替代旧文件。",
    "same_title": "已发布的文件里有相同的标题。如果是新版本，请选择替代旧文件。",
    "no_title": "没有找到标题，暂以“{detail}”称呼。",
    "no_number": "没有找到文号。",
    "no_issuer": "没有找到发文机关。",
    "no_date": "没有找到成文日期。",
    "no_clauses": "没有认出条款，回答时无法引用。",
    "no_responsibilities": "没有写明责任部门。",
    "out_of_force": "按文字看，这份文件{detail}。",
    "ends_force": "发布后，《{detail}》将标为失效。",
    "abridged": "文件注明“有删减”。",
}
SAID = {
    "uploaded": "已上传，请检查后发布。",
    "started": "已开始，完成前仍按原来的文件答复。",
    "taken_down": "已撤下，检索和答复不再使用。文件仍然保留。",
    "discarded": "文件已删除。",
    "deleted": "已删除：提问 {questions} 条，评价 {feedback} 条，对话 {conversations} 段。",
    "unreadable": "不能读取：",
    "not_possible": "没有完成：",
    "wrong": "口令不对。",
    "wait": "尝试次数过多，请过 {seconds} 秒再试。",
    "no_conversation": "请填写对话编号。",
    "bad_date": "请填写日期，如 2026-01-31。",
    "future_date": "日期不能晚于今天。",
    "logged_out": "已退出。",
}


def of(words: Mapping[str, str], key: str) -> str:
    """The words for a value; the value itself where there are none.

    >>> of(STATES, "draft"), of(STATES, "new")
    ('待发布', 'new')
    """
    return words.get(key, key)


def reason_words(status: str, reason: str) -> str:
    """Why a question was not answered.

    >>> reason_words("refused_no_content", "")
    '文件没有规定'
    """
    return of(REASONS, reason) if reason else label(status)


def doubt_line(doubt: Doubt) -> str:
    """One doubt as a sentence.

    >>> doubt_line(Doubt(kind="no_number"))
    '没有找到文号。'
    """
    if doubt.kind == "reading":
        return doubt_words(doubt.detail)
    detail = label(doubt.detail) if doubt.kind == "out_of_force" else doubt.detail
    return of(DOUBTS, doubt.kind).format(detail=detail)
