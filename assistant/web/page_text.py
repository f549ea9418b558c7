"""The chat page's own words, in both scripts by hand."""

from __future__ import annotations

from corpus.model import Script

TEXT: dict[str, tuple[str, str]] = {
    "title": ("政策问答", "政策問答"),
    "subtitle": (
        "依据收录的政府文件作答，注明出处和责任部门",
        "依據收錄的政府文件作答，註明出處和責任部門",
    ),
    "officials": ("文件与责任清单", "文件與責任清單"),
    "chat": ("问答记录", "問答記錄"),
    "question": ("您的问题", "您的問題"),
    "placeholder": (
        "例如：搬迁后低保怎么转？",
        "例如：搬遷後低保怎麼轉？",
    ),
    "send": ("提问", "提問"),
    "stop": ("停止", "停止"),
    "new": ("新对话", "新對話"),
    "script": ("文字", "文字"),
    "script_follow": ("跟随提问", "跟隨提問"),
    "place": ("所在地区", "所在地區"),
    "place_any": ("不限", "不限"),
    "audience": ("我是", "我是"),
    "resident": ("群众", "群眾"),
    "official": ("工作人员", "工作人員"),
    "for_residents": ("群众常问", "群眾常問"),
    "for_officials": ("工作人员常问", "工作人員常問"),
    "suggestions": ("接着问", "接著問"),
    "corpus": ("收录的文件", "收錄的文件"),
    "welcome": (
        "请直接说您想了解的事。可以用简体或繁体，也可以追问。",
        "請直接說您想了解的事。可以用簡體或繁體，也可以追問。",
    ),
    "holds": (
        "收录了{count}份文件：{places}。只用原文里的话回答，注明条款和责任部门。",
        "收錄了{count}份文件：{places}。只用原文裡的話回答，註明條款和責任部門。",
    ),
    "count_of": ("{place}{count}份", "{place}{count}份"),
    "and_more": ("等", "等"),
    "cannot": (
        "文件没有规定的会直说；不能查询个人办理进度，也不代替主管部门的正式答复。",
        "文件沒有規定的會直說；不能查詢個人辦理進度，也不代替主管部門的正式答覆。",
    ),
    "private": ("请勿填写身份证号等个人信息。", "請勿填寫身分證號等個人資訊。"),
    "useful": ("有用", "有用"),
    "useless": ("没有用", "沒有用"),
    "thanks": ("谢谢，已记下您的意见。", "謝謝，已記下您的意見。"),
    "reasons": ("哪里不好？", "哪裡不好？"),
    "reason_wrong": ("答得不对", "答得不對"),
    "reason_off": ("答非所问", "答非所問"),
    "reason_unclear": ("看不明白", "看不明白"),
    "reason_department": ("部门不对", "部門不對"),
    "copy": ("复制答复和出处", "複製答覆和出處"),
    "share": ("复制链接", "複製連結"),
    "send_feedback": ("提交意见", "提交意見"),
    "talk_goes_on": (
        "页面重新连接了，前面的问答不再显示，但可以接着问；要从头开始，请点“新对话”。",
        "頁面重新連線了，前面的問答不再顯示，但可以接著問；要從頭開始，請點「新對話」。",
    ),
    "talk_last": ("上一个问题：{question}", "上一個問題：{question}"),
    "talk_over": (
        "页面重新连接了，前面的对话已经过期，请从头提问。",
        "頁面重新連線了，前面的對話已經過期，請從頭提問。",
    ),
    "too_often": ("提问太频繁，请稍等再问。", "提問太頻繁，請稍等再問。"),
    "failed": ("这次没有成功，请再试一次。", "這次沒有成功，請再試一次。"),
    "empty": ("请先写下您的问题。", "請先寫下您的問題。"),
    "no_words": ("没有看到文字，请用文字写下您的问题。", "沒有看到文字，請用文字寫下您的問題。"),
    "busy": ("正在回答上一个问题，请等它答完再问。", "正在回答上一個問題，請等它答完再問。"),
    "example_shop": (
        "郴州搬迁群众想开网店卖特产，有什么扶持？找哪些部门？",
        "郴州搬遷群眾想開網店賣特產，有什麼扶持？找哪些部門？",
    ),
    "example_low": ("搬到重庆的安置区后，低保怎么转？", "搬到重慶的安置區後，低保怎麼轉？"),
    "example_school": (
        "农民工的孩子能在城里上公办学校吗？",
        "農民工的孩子能在城裡上公辦學校嗎？",
    ),
    "example_land": ("搬迁后老家的土地权益怎么保障？", "搬遷後老家的土地權益怎麼保障？"),
    "example_clause": (
        "渝发改规范〔2021〕9号（十四）写了什么？责任单位有哪些？",
        "渝發改規範〔2021〕9號（十四）寫了什麼？責任單位有哪些？",
    ),
    "example_tasks": ("郴州市商务局承担哪些任务？", "郴州市商務局承擔哪些任務？"),
    "example_issuer": (
        "发改振兴〔2020〕374号是谁在什么时候发的？",
        "發改振興〔2020〕374號是誰在什麼時候發的？",
    ),
    "too_long": ("问题太长，请缩短后再问。", "問題太長，請縮短後再問。"),
}
"""Key → (Simplified, Traditional)."""

RESIDENT_EXAMPLES = ("example_shop", "example_low", "example_school", "example_land")
OFFICIAL_EXAMPLES = ("example_clause", "example_tasks", "example_issuer")
EXAMPLES = (*RESIDENT_EXAMPLES, *OFFICIAL_EXAMPLES)
"""Keys of the questions that the page offers at first."""


def words(key: str, script: Script = Script.HANS) -> str:
    """The page's words for `key` in `script`.

    >>> words("send", Script.HANT)
    '提問'
    """
    return TEXT[key][script is Script.HANT]
