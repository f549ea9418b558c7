"""文案: every word that the assistant itself says to a user, in both scripts.

Each message is a pair (Simplified, Traditional); the Traditional one is written by hand in
Taiwan forms. `{…}` are filled in by `say`. Words of documents never
stand here; whole replies stand in `assistant.replies`.
"""

from __future__ import annotations

from typing import Any

from assistant.replies import REPLIES
from corpus.model import Script

MESSAGES: dict[str, tuple[str, str]] = {
    **REPLIES,
    # --- Pieces of an answer -----------------------------------------------------------------
    "national": ("全国", "全國"),
    "lead_national": ("国家的规定是：", "國家的規定是："),
    "quotes_apart": ("”、“", "」、「"),
    "lead_unsigned": ("文件里写的是：", "文件裡寫的是："),
    "lead_local": ("{place}的规定是：", "{place}的規定是："),
    "lead_clause": ("{label}{heading}：", "{label}{heading}："),
    "lead_premise": (
        "文件里没有写“{words}”。相关的规定是：",
        "文件裡沒有寫「{words}」。相關的規定是：",
    ),
    "lead_no_definition": (
        "文件没有专门给“{term}”下定义，提到它的地方是：",
        "文件沒有專門給「{term}」下定義，提到它的地方是：",
    ),
    "part_title": ("【{question}】", "【{question}】"),
    "lead_more": ("{label}{heading}，全文是：", "{label}{heading}，全文是："),
    "place_title": ("【{place}】", "【{place}】"),
    "nothing_for_place": ("没有找到{place}在这件事上的规定。", "沒有找到{place}在這件事上的規定。"),
    "departments": ("{role}：{names}{mark}", "{role}：{names}{mark}"),
    "together": ("部门：{lead}会同{others}{mark}", "部門：{lead}會同{others}{mark}"),
    "inherited": (
        "{role}：{names}（依据{label}的统一说明）{mark}",
        "{role}：{names}（依據{label}的統一說明）{mark}",
    ),
    "lead_who": ("对应的规定是：", "對應的規定是："),
    "items_left": (
        "（这里没有列全，原文还有 {count} 项。）",
        "（這裡沒有列全，原文還有 {count} 項。）",
    ),
    "cut": ("……", "……"),
    "when_not_given": ("这一条没有写明具体时间。", "這一條沒有寫明具體時間。"),
    "amount_not_in_clause": ("这一条没有写明具体金额。", "這一條沒有寫明具體金額。"),
    "fallback": (
        "语言模型这次没有给出可以核对的答复，以上为文件原文。",
        "語言模型這次沒有給出可以核對的答覆，以上為文件原文。",
    ),
    "attention": ("注意：{text}", "注意：{text}"),
    "no_department": ("该条款未列明责任部门。", "該條款未列明責任部門。"),
    "no_further_department": (
        "除上述外，该条款未列明责任部门。",
        "除上述外，該條款未列明責任部門。",
    ),
    "current_name": ("{name}（现为{current}）", "{name}（現為{current}）"),
    "basis": ("依据：{sources}", "依據：{sources}"),
    "source": ("《{title}》{number}{label}", "《{title}》{number}{label}"),
    "number": ("（{number}）", "（{number}）"),
    "tasks": (
        "{place}的文件里写明由{department}承担的有 {count} 项：",
        "{place}的文件裡寫明由{department}承擔的有 {count} 項：",
    ),
    "role_of": ("{department}：{role}", "{department}：{role}"),
    "task": ("{n}. {label}{heading}（{role}）{mark}", "{n}. {label}{heading}（{role}）{mark}"),
    "list": ("{title}共有 {count} 项：", "{title}共有 {count} 項："),
    "list_section": (
        "{title}的“{label}{heading}”共有 {count} 项：",
        "{title}的「{label}{heading}」共有 {count} 項：",
    ),
    "list_mentions": ("提到“{term}”的条款有 {count} 条：", "提到「{term}」的條款有 {count} 條："),
    "list_common": (
        "{title}里说到{term}的有 {count} 项：",
        "{title}裡說到{term}的有 {count} 項：",
    ),
    "item": ("{n}. {label}{heading}{mark}", "{n}. {label}{heading}{mark}"),
    "heading": (" {heading}", " {heading}"),
    # --- Facts of a document -------------------------------------------------------------------
    "document_name": ("《{title}》{number}", "《{title}》{number}"),
    "fact_issuer": ("发文机关：{bodies}{mark}", "發文機關：{bodies}{mark}"),
    "fact_date": ("成文日期：{date}{mark}", "成文日期：{date}{mark}"),
    "fact_effective": ("施行日期：{date}{mark}", "施行日期：{date}{mark}"),
    "fact_force_words": (
        "文件里写的是“{words}”{mark}，没有写明具体日期。",
        "文件裡寫的是「{words}」{mark}，沒有寫明具體日期。",
    ),
    "fact_until": ("有效期至：{date}{mark}", "有效期至：{date}{mark}"),
    "fact_until_words": (
        "文件里写的是“{words}”{mark}，没有写明是哪一天。",
        "文件裡寫的是「{words}」{mark}，沒有寫明是哪一天。",
    ),
    "fact_number": ("文号：{number}{mark}", "文號：{number}{mark}"),
    "fact_title": ("标题：《{title}》{mark}", "標題：《{title}》{mark}"),
    "fact_addressee": ("主送：{words}{mark}", "主送：{words}{mark}"),
    "fact_basis": ("制定依据：{words}{mark}", "制定依據：{words}{mark}"),
    "name_basis": ("制定依据", "制定依據"),
    "fact_force": ("效力：{force}{mark}", "效力：{force}{mark}"),
    "fact_overview": ("主要内容：", "主要內容："),
    "fact_missing": ("文件没有写明{fact}。", "文件沒有寫明{fact}。"),
    "name_issuer": ("发文机关", "發文機關"),
    "name_date": ("成文日期", "成文日期"),
    "name_effective": ("施行日期", "施行日期"),
    "name_number": ("文号", "文號"),
    "name_addressee": ("主送机关", "主送機關"),
    "issuer_role": ("发文机关", "發文機關"),
    "force_in_force": ("现行有效", "現行有效"),
    "force_expired": ("有效期已过", "有效期已過"),
    "force_repealed": ("已废止", "已廢止"),
    "force_superseded": ("已被新文件取代", "已被新文件取代"),
    "force_unknown": ("文件没有写明有效期", "文件沒有寫明有效期"),
    "source_reply": (
        "上面的内容出自《{title}》{number}{label}{mark}。",
        "上面的內容出自《{title}》{number}{label}{mark}。",
    ),
    # --- Notices -------------------------------------------------------------------------------
    "notice_masked": (
        "问题里的证件号、电话等个人号码已经隐去，不会保存。",
        "問題裡的證件號、電話等個人號碼已經隱去，不會保存。",
    ),
    "notice_number": (
        "没有收录“{asked}”，以下按文号相近的“{meant}”回答。",
        "沒有收錄「{asked}」，以下按文號相近的「{meant}」回答。",
    ),
    "no_local_documents": ("目前没有收录{place}的文件。", "目前沒有收錄{place}的文件。"),
    "same_document": ("同一文件", "同一文件"),
    "near_clause": ("· {where}", "· {where}"),
    "near_words": ("· {where}：“{words}”", "· {where}：「{words}」"),
    "this_document": ("这份文件", "這份文件"),
    "no_document_for_region": (
        "目前没有收录{place}的文件，所以不能回答当地的规定。请向当地主管部门询问。",
        "目前沒有收錄{place}的文件，所以不能回答當地的規定。請向當地主管部門詢問。",
    ),
    "notice_mentioned": (
        "没有收录“{name}”本身，以下是收录的其他文件里提到它的内容。",
        "沒有收錄「{name}」本身，以下是收錄的其他文件裡提到它的內容。",
    ),
    "notice_newer_document": (
        "更晚的文件对这件事也有规定：{source}。",
        "更晚的文件對這件事也有規定：{source}。",
    ),
    "notice_local": (
        "这是{place}的规定，其他地方不一定适用。",
        "這是{place}的規定，其他地方不一定適用。",
    ),
    "notice_unsigned": (
        "这份文件没有写明由谁发布、适用于哪里，是否适用于{place}请向当地核实。",
        "這份文件沒有寫明由誰發布、適用於哪裡，是否適用於{place}請向當地核實。",
    ),
    "notice_no_document_for_place": (
        "目前没有收录{place}的文件，以下是适用于全国的规定，{place}的具体做法请向当地询问。",
        "目前沒有收錄{place}的文件，以下是適用於全國的規定，{place}的具體做法請向當地詢問。",
    ),
    "notice_national_for_place": (
        "以下是适用于全国的规定，在{place}同样适用。",
        "以下是適用於全國的規定，在{place}同樣適用。",
    ),
    "notice_other_places": (
        "{places}另有规定，可以接着问。",
        "{places}另有規定，可以接著問。",
    ),
    "notice_unknown_place": (
        "没有认出地区“{place}”，以下按没有指定地区回答。",
        "沒有認出地區「{place}」，以下按沒有指定地區回答。",
    ),
    "notice_expired": (
        "{title}所定的时期到{date}为止，现在可能已经不再执行。",
        "{title}所定的時期到{date}為止，現在可能已經不再執行。",
    ),
    "notice_ends_at_event": (
        "{title}写明“{words}”，现在是否还在执行，请向发文机关核实。",
        "{title}寫明「{words}」，現在是否還在執行，請向發文機關核實。",
    ),
    "notice_repealed": ("{title}已经被{other}废止。", "{title}已經被{other}廢止。"),
    "notice_superseded": (
        "{title}已经有新的文件{other}取代。",
        "{title}已經有新的文件{other}取代。",
    ),
    "notice_period_over": (
        "文中“{words}”的时间已经过去。",
        "文中「{words}」的時間已經過去。",
    ),
    "notice_abridged": (
        "收录的{title}是删减过的文本，可能少了部分内容。",
        "收錄的{title}是刪減過的文本，可能少了部分內容。",
    ),
    "notice_orders": (
        "这一条里有不像规定、像是写给机器看的文字，没有采用。请核对原文件的来源。",
        "這一條裡有不像規定、像是寫給機器看的文字，沒有採用。請核對原文件的來源。",
    ),
    "notice_inherited": (
        "{names}来自{label}的统一说明：“{words}”。",
        "{names}來自{label}的統一說明：「{words}」。",
    ),
    "notice_earlier": (
        "上一个问题没有找到答案；说到的文件是前面引用或列出条款的那一份。",
        "上一個問題沒有找到答案；說到的文件是前面引用或列出條款的那一份。",
    ),
    "notice_current_name": (
        "{name}在机构改革后现为{current}。",
        "{name}在機構改革後現為{current}。",
    ),
    # --- Follow-ups offered ----------------------------------------------------------------------
    "ask_who": ("这件事归谁管？", "這件事歸誰管？"),
    "ask_more": ("再说详细点", "再說詳細點"),
    "ask_next": ("下一条呢？", "下一條呢？"),
    "ask_place": ("换成{place}呢？", "換成{place}呢？"),
    "ask_source": ("出自哪份文件？", "出自哪份文件？"),
    "ask_tasks": ("{department}要做哪些事？", "{department}要做哪些事？"),
    "ask_matter": ("{heading}有什么规定？", "{heading}有什麼規定？"),
    "ask_who_matter": ("{heading}归谁负责？", "{heading}歸誰負責？"),
    "ask_clause": ("{document}{label}写了什么？", "{document}{label}寫了什麼？"),
    "ask_overview": ("{document}讲了什么？", "{document}講了什麼？"),
    "joined_place": ("{place}：{question}", "{place}：{question}"),
    "compare_matter": (
        "{one}和{other}：{heading}有什么不同？",
        "{one}和{other}：{heading}有什麼不同？",
    ),
    "joined_aspect": ("{before}——{question}", "{before}——{question}"),
    "year_month_day": ("{year}年{month}月{day}日", "{year}年{month}月{day}日"),
    "comma": ("、", "、"),
    "list_comma": ("，", "，"),
    "semicolon": ("；", "；"),
}
"""Key → (Simplified, Traditional)."""


def say(key: str, script: Script, **values: Any) -> str:
    """One message in a script, with its blanks filled in.

    Raises:
        KeyError: No message has this key, or a blank is left open.
    """
    return MESSAGES[key][script is Script.HANT].format(**values)
