"""The parts of a file around its clauses: page, title, notice, contents, annexes, signature."""

from __future__ import annotations

from corpus.structure import split_clauses
from tests.corpus.structure_checks import clause_at, divided, kinds, outline, part_text

BODY = "各级人民政府要加强组织领导，明确责任分工，确保各项任务落到实处。"


def test_a_notice_has_title_number_addressee_preamble_and_signature() -> None:
    text = f"""某市人民政府关于做好
就业工作的通知
某政发〔2023〕5号
各县（市、区）人民政府，市政府各部门：
为做好就业工作，现将有关事项通知如下。
一、稳定岗位。{BODY}
二、加强培训。{BODY}
特此通知。
某市人民政府
2023年5月6日
（此件公开发布）
抄送：市委各部门，市人大常委会办公室。"""
    structure = divided(text)
    assert kinds(structure) == ["title", "addressee", "preamble", "signature"]
    assert part_text(text, structure, "title")[0].endswith("某政发〔2023〕5号")
    assert part_text(text, structure, "signature")[0].startswith("特此通知")
    assert part_text(text, structure, "signature")[0].endswith("办公室。")
    assert outline(structure) == ["一、", "二、"]


def test_a_notice_that_sends_a_document_is_its_cover() -> None:
    text = f"""某省人民政府办公厅关于印发某省养老服务条例实施办法的通知
某政办发〔2024〕1号
各市人民政府：
《某省养老服务条例实施办法》已经省政府同意，现印发给你们，请认真贯彻执行。
某省人民政府办公厅
2024年1月2日
某省养老服务条例实施办法
第一章 总则
第一条 {BODY}
第二章 附则
第二条 本办法自2024年2月1日起施行。"""
    structure = divided(text)
    assert kinds(structure) == ["title", "addressee", "cover", "signature", "title"]
    assert outline(structure) == ["第一章", "第一章第一条", "第二章", "第二章第二条"]


def test_an_order_sends_an_act() -> None:
    text = f"""中华人民共和国国务院令
第999号
《某某条例》已经2024年1月5日国务院第1次常务会议通过，现予公布，自2024年5月1日起施行。
总理 某某
2024年1月10日
某某条例
（2024年1月10日中华人民共和国国务院令第999号公布）
第一条 {BODY}
第二条 {BODY}"""
    structure = divided(text)
    assert kinds(structure) == ["title", "cover", "signature", "title"]
    assert outline(structure) == ["第一条", "第二条"]


def test_a_notice_with_clauses_of_its_own_keeps_them_beside_its_annexes() -> None:
    text = f"""关于开展检查的通知
各单位：
现就有关事项通知如下：
一、检查范围。{BODY}
二、检查时间。{BODY}
附件：1.检查内容表
2.检查办法
某市应急管理局
2024年3月4日
附件1
检查内容
一、制度建设。{BODY}
二、现场管理。{BODY}
附件2
检查办法
第一条 {BODY}
第二条 {BODY}"""
    structure = divided(text)
    assert outline(structure) == [
        "一、", "二、", "附件1 一、", "附件1 二、", "附件2 第一条", "附件2 第二条",
    ]  # fmt: skip
    signature = part_text(text, structure, "signature")[0]
    assert signature.startswith("附件：1.检查内容表")
    assert not structure.warnings


def test_paragraphs_of_a_text_without_numbers_are_clauses() -> None:
    text = f"""某市人民政府关于表彰先进单位的决定
某政发〔2023〕9号
各区人民政府：
{BODY}
根据有关规定，决定予以表彰。
某市人民政府
2023年12月1日"""
    structure = divided(text)
    assert outline(structure) == ["第1段", "第2段"]
    assert kinds(structure) == ["title", "addressee", "signature"]


def test_unnumbered_paragraphs_of_a_section_are_counted() -> None:
    text = f"一、总体要求\n{BODY}\n——坚持统筹。{BODY}\n{BODY}\n二、组织实施\n{BODY}"
    structure = divided(text)
    assert outline(structure) == ["一、", "一、第1段", "一、第2段", "一、第3段", "二、"]
    first, second = structure.clauses[0], structure.clauses[1]
    assert (first.body.start, second.parent_id) == (first.body.end, first.id)
    assert {clause.heading for clause in structure.clauses[:4]} == {"总体要求"}


def test_an_item_keeps_its_unnumbered_paragraphs() -> None:
    text = f"一、任务\n（一）稳岗。\n{BODY}\n{BODY}\n（二）培训。\n{BODY}\n{BODY}"
    assert outline(divided(text)) == ["一、", "一、（一）", "一、（二）"]


def test_a_closing_paragraph_after_the_last_item_stands_alone() -> None:
    text = (
        f"一、稳岗。{BODY}\n二、培训。{BODY}\n三、服务。{BODY}\n"
        "本措施自2025年8月1日起施行，有效期至2030年7月31日。"
    )
    assert outline(divided(text)) == ["一、", "二、", "三、", "第1段"]


def test_a_line_of_responsible_units_stays_with_its_clause() -> None:
    text = (
        f"一、任务\n（一）稳岗。{BODY}\n（责任单位：市人社局、市财政局）\n"
        f"（二）培训。{BODY}\n（责任单位：市教育局）\n（三）服务。{BODY}\n（市民政局负责）"
    )
    structure = divided(text)
    assert outline(structure) == ["一、", "一、（一）", "一、（二）", "一、（三）"]
    assert clause_at(structure, "一、（三）").span.of(text).endswith("（市民政局负责）")


def test_contents_are_no_clauses() -> None:
    text = f"""某市养老服务规划
目  录
一、发展基础……1
（一）成就……1
二、总体要求……3
一、发展基础
（一）成就
{BODY}
二、总体要求
{BODY}"""
    structure = divided(text)
    assert kinds(structure) == ["title", "contents"]
    assert outline(structure) == ["一、", "一、（一）", "二、"]


def test_the_page_around_a_document_is_no_part_of_it() -> None:
    text = f"""首页
来源：某市政府网站
某市人民政府关于就业的意见
一、稳岗。{BODY}
二、培训。{BODY}
某市人民政府
2024年5月6日
责任编辑：某某
相关文章
打印"""
    structure = divided(text)
    assert kinds(structure) == ["lead", "title", "signature", "tail"]
    assert part_text(text, structure, "tail") == ["责任编辑：某某\n相关文章\n打印"]


def test_a_page_tail_without_signature_is_found() -> None:
    text = f"一、稳岗。{BODY}\n二、培训。{BODY}\n评论前必须登录!\n注册"
    structure = divided(text)
    assert outline(structure) == ["一、", "二、"]
    assert part_text(text, structure, "tail") == ["评论前必须登录!\n注册"]


def test_table_rows_stay_in_their_clause() -> None:
    text = (
        "一、任务分工\n序号\t任务\t牵头单位\n1\t稳岗\t市人社局\n2\t培训\t市教育局\n"
        f"二、要求\n{BODY}"
    )
    assert outline(divided(text)) == ["一、", "二、"]


def test_a_table_printed_cell_by_cell_is_read_row_by_row() -> None:
    rows = "\n".join(f"{n}\n举措{n}\n通过试点{n}推广经验。\n市人社局" for n in range(1, 5))
    structure = divided(f"一、清单\n{rows}\n二、要求\n{BODY}")
    assert outline(structure) == [
        "一、", "一、第1段", "一、第2段", "一、第3段", "一、第4段", "二、",
    ]  # fmt: skip


def test_heading_and_body_of_a_clause_are_told_apart() -> None:
    text = f"（一）加强组织领导。{BODY}\n（二）强化资金保障。{BODY}\n（三）严格考核。{BODY}"
    clause = divided(text).clauses[0]
    assert (clause.heading, clause.body.of(text)) == ("加强组织领导", BODY)


def test_rules_are_not_taken_for_headings() -> None:
    text = (
        f"（一）申请人应当具有本市户籍。{BODY}\n（二）申请人不得重复申领。{BODY}\n"
        f"（三）符合条件的可以申请补贴。{BODY}"
    )
    assert [clause.heading for clause in divided(text).clauses] == ["", "", ""]


def test_bracketed_titles_of_articles_are_headings() -> None:
    text = f"第一条（目的和依据）\n{BODY}\n第二条【适用范围】{BODY}\n第三条 {BODY}"
    structure = divided(text)
    assert [clause.heading for clause in structure.clauses] == ["目的和依据", "适用范围", ""]
    assert structure.clauses[0].body.of(text) == BODY


def test_several_texts_in_one_file_are_told_apart() -> None:
    one = f"""某市人社局转发省人社厅关于做好就业工作的通知
各县人社局：
现就有关事项通知如下。
一、稳岗。{BODY}
二、培训。{BODY}
某市人社局
2024年5月6日
"""
    two = f"""某省人社厅关于做好就业工作的通知
各市人社局：
现就有关事项通知如下。
一、就业。{BODY}
二、创业。{BODY}
某省人社厅
2024年5月1日"""
    structure = divided(one + two)
    assert [clause.annex for clause in structure.clauses] == [
        "", "", "某省人社厅关于做好就业工作的通知", "某省人社厅关于做好就业工作的通知",
    ]  # fmt: skip
    assert not structure.warnings


def test_a_text_without_any_break_is_cut_at_sentence_ends() -> None:
    structure = divided(BODY * 60)
    sizes = [clause.span.end - clause.span.start for clause in structure.clauses]
    assert len(sizes) > 3
    assert max(sizes) < 700


def test_nothing_comes_of_nothing() -> None:
    for empty in ("", " \n\t\n", "\ufeff"):
        structure = divided(empty.strip("\ufeff"))
        assert (structure.parts, structure.clauses) == ((), ())


def test_dates_among_the_paragraphs_end_no_text() -> None:
    text = f"""某市防疫工作纪事
2020年1月20日
市政府召开会议。{BODY}
2020年1月23日
市卫生健康委发布通告。{BODY}
2020年2月1日
各区设立专班。{BODY}"""
    structure = divided(text)
    assert "tail" not in kinds(structure)
    assert (
        sum("召开" in c.span.of(text) or "专班" in c.span.of(text) for c in structure.clauses) == 2
    )


def test_a_question_is_cited_with_its_answer() -> None:
    text = (
        "《某办法》政策解读\n一、主要内容\n问：哪些企业可以享受？\n答：足额缴纳的企业可以享受。\n"
        "问：标准是多少？\n答：大型企业按30%返还。\n二、办理方式\n问：需要申请吗？\n答：不需要。\n"
    )
    clauses = split_clauses(text, "0" * 16).clauses
    answers = [c.span.of(text) for c in clauses if "答：" in c.span.of(text)]
    assert len(answers) == 3
    assert all("问：" in words for words in answers)


def test_lines_that_head_numbered_paragraphs_stand_with_what_they_head() -> None:
    text = (
        "在職家庭津貼計劃優化安排\n1. 本通函旨在通知各機構有關安排。\n背景\n"
        "2. 計劃由辦事處負責推行。申請人須申報入息。\n優化安排\n3. 工時要求會調低。\n"
        "查詢\n4. 如有查詢，請致電辦事處。\n\n勞工及福利局局長\n（陳大文代行）\n"
        "副本送：社會福利署署長\n"
    )
    structure = split_clauses(text, "0" * 16)
    found = [(clause.path, clause.heading, clause.span.of(text)) for clause in structure.clauses]
    assert found[1][:2] == (("2.",), "背景")
    assert found[1][2].startswith("背景\n2. ")
    assert [words.endswith("背景") for _, _, words in found] == [False] * 4
    assert found[3][2].endswith("請致電辦事處。")
    assert structure.parts[-1].kind == "signature"


def test_each_row_of_a_table_of_tasks_is_cited_on_its_own() -> None:
    text = (
        "某县办公室关于做好工作的通知\n各乡镇：\n一、做好工作。落实责任。\n二、加强保障。落实资金。\n"
        "某县办公室\n2024年8月28日\n\n附件1\n任务分工表\n序号\t任务\t牵头单位\t指导单位\n"
        "1\t收入核查\t县农业农村局\t市农业农村局\n2\t教育保障\t县教育局\t市教育局\n"
    )
    structure = split_clauses(text, "0" * 16)
    rows = [c.span.of(text) for c in structure.clauses if c.annex == "附件1"]
    assert rows == [
        "序号\t任务\t牵头单位\t指导单位\n1\t收入核查\t县农业农村局\t市农业农村局",
        "2\t教育保障\t县教育局\t市教育局",
    ]


def test_a_long_opening_that_leads_on_to_nothing_is_told_as_paragraphs() -> None:
    told = "“无废城市”是通过减少填埋量把固体废物影响降至最低的城市发展模式。" * 6
    text = f"某市试点工作方案\n{told}\n一、总体要求。{BODY}\n二、主要任务。{BODY}"
    structure = divided(text)
    assert "preamble" not in kinds(structure)
    assert structure.clauses[0].path == ()
    leading = text.replace(told, told + "现将有关事项通知如下：")
    assert "preamble" in kinds(divided(leading))


def test_lost_breaks_are_not_seen_inside_brackets_and_fields() -> None:
    prose = "医院扩建工程进展顺利，建成以后增加病房四十八间，床位近一百张。" * 4
    line = (
        f"某市公布受理电话 新华社某市2月4日电（记者 何某）{prose} {prose} "
        "　　市本级：0731-82217430 　　甲县： 0731-88666312 　　乙县：0734-8799890"
    )
    structure = divided(line)
    words = [clause.span.of(line) for clause in structure.clauses]
    assert not any(text.rstrip().endswith(("（记者", "甲县：")) for text in words)
    assert any("甲县： 0731-88666312" in text for text in words)


def test_a_sentence_that_begins_with_a_year_is_no_part_of_the_heading_before_it() -> None:
    more = "各级税务部门应当通过多种途径进行宣传，鼓励居民参保缴费，确保完成任务。" * 3
    line = (
        f"某省关于延长缴费期的通知 各市税务局： 一、延长职工缴费期 用人单位可以延期。{more} "
        f"二、延长居民缴费期 2020年居民缴费期延长至疫情解除后两个月内。{more} "
        f"三、做好 2020年度缴费工作。{more} 某省税务局 2020年2月7日"
    )
    clauses = {clause.path[0]: clause for clause in divided(line).clauses if clause.path}
    second, third = clauses["二、"], clauses["三、"]
    assert second.heading == "延长居民缴费期"
    assert second.body.of(line).startswith("2020年居民缴费期")
    assert third.heading == "做好 2020年度缴费工作"


def test_a_signature_with_blanks_in_its_date_is_no_part_of_the_last_clause() -> None:
    more = "接受捐赠的单位应当建立健全财务制度，加强对款物的管理，做到公开透明。" * 3
    line = (
        f"某省办公室关于捐赠的通知 各市办公室： 现通知如下： 一、专账管理。{more} "
        f"二、任何单位不得挪用捐赠款物。{more} "
        "某省疫情防控工作领导小组办公室 2020年2月7 日 （公开发布）"
    )
    structure = divided(line)
    assert structure.clauses[-1].span.of(line).rstrip().endswith("做到公开透明。")
    assert structure.parts[-1].kind == "signature"
