"""文案: every word that the assistant itself says to a user, in both scripts.

Each message is a pair (Simplified, Traditional); the Traditional one is written by hand in
Taiwan forms. `{…}` are filled in by `say`. Words of documents never stand here.
"""

from __future__ import annotations

from typing import Any

from corpus.model import Script

MESSAGES: dict[str, tuple[str, str]] = {
    # --- Fixed replies -------------------------------------------------------------------
    "greeting": (
        "您好！我根据收录的政策文件回答问题，会写明出自哪一条、由哪些部门负责。您想了解什么？",
        "您好！我根據收錄的政策文件回答問題，會寫明出自哪一條、由哪些部門負責。您想了解什麼？",
    ),
    "thanks": ("不客气。还有想了解的，随时问我。", "不客氣。還有想了解的，隨時問我。"),
    "meta": (
        "我只根据收录的政策文件回答：某件事有什么规定、找哪些部门、某一条写了什么、"
        "某个部门承担哪些任务、某份文件是谁在什么时候发的。每句话都标明出处，文件没有写的我会直说。\n"
        "目前收录了 {count} 份文件：\n{titles}",
        "我只根據收錄的政策文件回答：某件事有什麼規定、找哪些部門、某一條寫了什麼、"
        "某個部門承擔哪些任務、某份文件是誰在什麼時候發的。每句話都標明出處，文件沒有寫的我會直說。\n"
        "目前收錄了 {count} 份文件：\n{titles}",
    ),
    "catalog": (
        "收录的文件里，与{place}有关的有：\n{titles}\n您可以接着问其中的具体事项。",
        "收錄的文件裡，與{place}有關的有：\n{titles}\n您可以接著問其中的具體事項。",
    ),
    "catalog_all": (
        "目前收录了 {count} 份文件：\n{titles}\n您可以接着问其中的具体事项。",
        "目前收錄了 {count} 份文件：\n{titles}\n您可以接著問其中的具體事項。",
    ),
    "catalog_none": (
        "目前没有收录{place}的文件，所以不能告诉您当地的规定。下面是适用于全国的文件，可以参考：\n"
        "{titles}\n当地的做法请拨打 12345 政务服务便民热线询问。",
        "目前沒有收錄{place}的文件，所以不能告訴您當地的規定。下面是適用於全國的文件，可以參考：\n"
        "{titles}\n當地的做法請撥打 12345 政務服務便民熱線詢問。",
    ),
    "out_of_scope": (
        "这个问题不在我能回答的范围内。我只回答收录的政策文件里的内容，例如：{examples}",
        "這個問題不在我能回答的範圍內。我只回答收錄的政策文件裡的內容，例如：{examples}",
    ),
    "no_content": (
        "收录的文件里没有找到这个问题的答案，我不能凭空回答。您可以拨打 12345 政务服务便民热线，"
        "或者向当地主管部门询问。",
        "收錄的文件裡沒有找到這個問題的答案，我不能憑空回答。您可以撥打 12345 政務服務便民熱線，"
        "或者向當地主管部門詢問。",
    ),
    "no_content_related": (
        "收录的文件里没有找到这个问题的答案，我不能凭空回答。内容相近、但不能当作答案的条款有：\n{related}\n"
        "您可以拨打 12345 政务服务便民热线，或者向当地主管部门询问。",
        "收錄的文件裡沒有找到這個問題的答案，我不能憑空回答。內容相近、但不能當作答案的條款有：\n{related}\n"
        "您可以撥打 12345 政務服務便民熱線，或者向當地主管部門詢問。",
    ),
    "no_document": (
        "收录的文件里没有“{name}”，所以不能告诉您它的内容。请核对文号或标题。",
        "收錄的文件裡沒有「{name}」，所以不能告訴您它的內容。請核對文號或標題。",
    ),
    "no_clause": (
        "{title}里没有{marker}。{extent}",
        "{title}裡沒有{marker}。{extent}",
    ),
    "clause_extent": (
        "这份文件里这样编号的条款从{first}到{last}。",
        "這份文件裡這樣編號的條款從{first}到{last}。",
    ),
    "which_document": (
        "您说的{marker}是哪份文件里的？",
        "您說的{marker}是哪份文件裡的？",
    ),
    "which_clause": (
        "{title}里有 {count} 处{marker}，您要看哪一处？",
        "{title}裡有 {count} 處{marker}，您要看哪一處？",
    ),
    "which_place": (
        "负责的部门各地不一样。您问的是哪里？",
        "負責的部門各地不一樣。您問的是哪裡？",
    ),
    "which_place_tasks": (
        "好几个地方都有{department}。您问的是哪里的？",
        "好幾個地方都有{department}。您問的是哪裡的？",
    ),
    "which_matter": (
        "您想了解哪方面的事？请说得具体一些，例如：{examples}",
        "您想了解哪方面的事？請說得具體一些，例如：{examples}",
    ),
    "no_other": (
        "除了上面的条款，没有再找到这件事的其他规定。",
        "除了上面的條款，沒有再找到這件事的其他規定。",
    ),
    "national_level": ("国家层面", "國家層面"),
    "no_next": ("后面没有条款了，这已经是最后一条。", "後面沒有條款了，這已經是最後一條。"),
    "no_previous": ("前面没有条款了，这已经是第一条。", "前面沒有條款了，這已經是第一條。"),
    "amount_not_given": (
        "收录的文件没有写明具体的金额或标准，我不能替它填一个数。相关的条款有：\n{related}\n"
        "实际标准请向当地主管部门或拨打 12345 询问。",
        "收錄的文件沒有寫明具體的金額或標準，我不能替它填一個數。相關的條款有：\n{related}\n"
        "實際標準請向當地主管部門或撥打 12345 詢問。",
    ),
    "no_tasks": (
        "收录的文件里没有写明由{department}承担的任务。",
        "收錄的文件裡沒有寫明由{department}承擔的任務。",
    ),
    "case_data": (
        "我只能查政策文件，看不到个人的申请和办理进度，也不会保存您的个人资料。"
        "请向受理您申请的部门或窗口查询，或者拨打 12345 政务服务便民热线。",
        "我只能查政策文件，看不到個人的申請和辦理進度，也不會保存您的個人資料。"
        "請向受理您申請的部門或窗口查詢，或者撥打 12345 政務服務便民熱線。",
    ),
    "crisis": (
        "听到您这么说，我很担心您。您不必一个人扛着，请现在就找人说说：\n"
        "· 全国统一心理援助热线 12356\n· 身边有危险时，拨打 110 报警或 120 急救\n"
        "也请告诉一位您信任的家人或朋友。如果难处和生活、住房、就业有关，等您愿意的时候我可以帮您查政策。",
        "聽到您這麼說，我很擔心您。您不必一個人扛著，請現在就找人說說：\n"
        "· 全國統一心理援助熱線 12356\n· 身邊有危險時，撥打 110 報警或 120 急救\n"
        "也請告訴一位您信任的家人或朋友。如果難處和生活、住房、就業有關，等您願意的時候我可以幫您查政策。",
    ),
    "violence": (
        "您的安全最要紧。正在发生危险时，请马上拨打 110 报警，受伤请拨打 120。\n"
        "也可以拨打 12338 妇女维权公益服务热线，未成年人可以拨打 12355 青少年服务热线，"
        "法律援助请拨打 12348。",
        "您的安全最要緊。正在發生危險時，請馬上撥打 110 報警，受傷請撥打 120。\n"
        "也可以撥打 12338 婦女維權公益服務熱線，未成年人可以撥打 12355 青少年服務熱線，"
        "法律援助請撥打 12348。",
    ),
    "emergency": (
        "这是紧急情况，请马上打电话：火警和抢险救援 119，医疗急救 120，报警和交通事故 110（122）。"
        "我不能代您报警。",
        "這是緊急情況，請馬上打電話：火警和搶險救援 119，醫療急救 120，報警和交通事故 110（122）。"
        "我不能代您報警。",
    ),
    "fraud": (
        "如果您或家人正在被骗或已经转账，请马上拨打 110 报警，也可以拨打反诈专线 96110，"
        "并联系银行止付。请不要再向对方转账，也不要告诉任何人验证码。",
        "如果您或家人正在被騙或已經轉帳，請馬上撥打 110 報警，也可以撥打反詐專線 96110，"
        "並聯繫銀行止付。請不要再向對方轉帳，也不要告訴任何人驗證碼。",
    ),
    "harm": (
        "这件事我不能帮忙。如果您想了解某项政策的申请条件，或者想反映违规问题，"
        "可以直接问我条件，或拨打 12345 反映。",
        "這件事我不能幫忙。如果您想了解某項政策的申請條件，或者想反映違規問題，"
        "可以直接問我條件，或撥打 12345 反映。",
    ),
    "injection": (
        "我只根据收录的政策文件原文回答，不能改变这个做法，也没有别的内容可以提供。请直接问您想了解的政策。",
        "我只根據收錄的政策文件原文回答，不能改變這個做法，也沒有別的內容可以提供。請直接問您想了解的政策。",
    ),
    "internal": (
        "抱歉，这次回答没有通过核对，所以没有给出。请换个说法再问，或者拨打 12345 询问。",
        "抱歉，這次回答沒有通過核對，所以沒有給出。請換個說法再問，或者撥打 12345 詢問。",
    ),
    # --- Pieces of an answer -----------------------------------------------------------------
    "national": ("全国", "全國"),
    "lead_national": ("国家的规定是：", "國家的規定是："),
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
    "lead_more": ("{label}{heading}，全文是：", "{label}{heading}，全文是："),
    "place_title": ("【{place}】", "【{place}】"),
    "nothing_for_place": ("没有找到{place}在这件事上的规定。", "沒有找到{place}在這件事上的規定。"),
    "departments": ("{role}：{names}{mark}", "{role}：{names}{mark}"),
    "inherited": (
        "{role}：{names}（依据{label}的统一说明）{mark}",
        "{role}：{names}（依據{label}的統一說明）{mark}",
    ),
    "lead_who": ("对应的规定是：", "對應的規定是："),
    "when_not_given": ("这一条没有写明具体时间。", "這一條沒有寫明具體時間。"),
    "amount_not_in_clause": ("这一条没有写明具体金额。", "這一條沒有寫明具體金額。"),
    "attention": ("注意：{text}", "注意：{text}"),
    "no_department": ("该条款未列明责任部门。", "該條款未列明責任部門。"),
    "current_name": ("{name}（现为{current}）", "{name}（現為{current}）"),
    "basis": ("依据：{sources}", "依據：{sources}"),
    "source": ("《{title}》{number}{label}", "《{title}》{number}{label}"),
    "number": ("（{number}）", "（{number}）"),
    "tasks": (
        "{place}的文件里写明由{department}承担的有 {count} 项：",
        "{place}的文件裡寫明由{department}承擔的有 {count} 項：",
    ),
    "task": ("{n}. {label}{heading}（{role}）{mark}", "{n}. {label}{heading}（{role}）{mark}"),
    "list": ("{title}共有 {count} 项：", "{title}共有 {count} 項："),
    "list_section": (
        "{title}的“{label}{heading}”共有 {count} 项：",
        "{title}的「{label}{heading}」共有 {count} 項：",
    ),
    "list_mentions": ("提到“{term}”的条款有 {count} 条：", "提到「{term}」的條款有 {count} 條："),
    "item": ("{n}. {label}{heading}{mark}", "{n}. {label}{heading}{mark}"),
    "heading": (" {heading}", " {heading}"),
    # --- Facts of a document -------------------------------------------------------------------
    "document_name": ("《{title}》{number}", "《{title}》{number}"),
    "fact_issuer": ("发文机关：{bodies}{mark}", "發文機關：{bodies}{mark}"),
    "fact_date": ("成文日期：{date}{mark}", "成文日期：{date}{mark}"),
    "fact_effective": ("施行日期：{date}{mark}", "施行日期：{date}{mark}"),
    "fact_until": ("有效期至：{date}{mark}", "有效期至：{date}{mark}"),
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
    "this_document": ("这份文件", "這份文件"),
    "no_document_for_region": (
        "目前没有收录{place}的文件，所以不能回答当地的规定。请向当地主管部门询问。",
        "目前沒有收錄{place}的文件，所以不能回答當地的規定。請向當地主管部門詢問。",
    ),
    "notice_mentioned": (
        "没有收录“{name}”本身，以下是收录的其他文件里提到它的内容。",
        "沒有收錄「{name}」本身，以下是收錄的其他文件裡提到它的內容。",
    ),
    "notice_local": (
        "这是{place}的规定，其他地方不一定适用。",
        "這是{place}的規定，其他地方不一定適用。",
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
    "notice_expired": (
        "{title}写明的有效期到{date}为止，现在可能已经不再执行。",
        "{title}寫明的有效期到{date}為止，現在可能已經不再執行。",
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
    "notice_inherited": (
        "{names}来自{label}的统一说明：“{words}”。",
        "{names}來自{label}的統一說明：「{words}」。",
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
