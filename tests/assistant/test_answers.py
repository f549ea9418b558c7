from datetime import date

import pytest

from assistant.assistant import Assistant
from assistant.composing.bodies import department_lines
from assistant.context import Context
from assistant.model import Audience, Question, Status
from assistant.steps.understand import run as understand
from corpus.model import Script
from tests.assistant.conftest import Ask
from tests.assistant.made import made_documents


def test_the_answer_is_the_clause_then_the_bodies_then_the_basis(ask: Ask) -> None:
    answer = ask("杭州双职工家庭送托有什么补助？找哪个部门？")
    assert answer.status is Status.ANSWERED
    assert answer.text.splitlines() == [
        "杭州市的规定是：",
        "双职工家庭把孩子送进社区托育园的，每人每月补助600元。〔1〕",
        "责任单位：市财政局、市卫生健康委〔1〕",
        "落实：各区县政府（依据二、（一）的统一说明）〔1〕",
        "依据：《杭州市人民政府办公室关于印发〈杭州市社区托育服务实施方案〉的通知》"
        "（杭政办函〔2023〕60号）二、（二）",
    ]


def test_inherited_bodies_come_last_and_name_the_note_that_carries_them(ask: Ask) -> None:
    answer = ask("杭州送托补助归谁管")
    assert [(d.name, d.role, d.inherited_from) for d in answer.departments] == [
        ("市财政局", "责任单位", None),
        ("市卫生健康委", "责任单位", None),
        ("各区县政府", "落实", "二、（一）"),
    ]
    [notice] = [n for n in answer.notices if n.kind == "inherited"]
    assert "以下均需各区县政府落实，不再列出" in notice.text


def test_only_who_is_asked_so_the_bodies_come_first(ask: Ask) -> None:
    lines = ask("杭州送托补助归谁管").text.splitlines()
    assert lines[0].startswith("责任单位：")
    assert lines[2] == "对应的规定是："


def test_roles_stated_in_a_sentence_are_given_as_printed(ask: Ask) -> None:
    answer = ask("成都送托补助哪个部门牵头")
    assert [(d.name, d.role) for d in answer.departments] == [
        ("市民政局", "牵头"),
        ("市财政局", "配合"),
    ]


def test_a_clause_without_bodies_says_so(ask: Ask) -> None:
    answer = ask("国家对双职工家庭送托的补助归谁管")
    assert answer.departments == ()
    assert "该条款未列明责任部门" in answer.text
    assert "no_department" in [n.kind for n in answer.notices]


def test_a_traditional_question_gets_a_traditional_answer_and_untouched_quotes(ask: Ask) -> None:
    answer = ask("杭州雙職工家庭送托有什麼補助？")
    assert answer.script is Script.HANT
    assert "每人每月補助600元" in answer.text
    citation = answer.citations[0]
    assert "每人每月补助600元" in citation.quote
    assert citation.quote_converted is not None
    assert "每人每月補助600元" in citation.quote_converted
    first = answer.departments[0]
    assert (first.name, first.name_converted) == ("市财政局", "市財政局")
    assert (first.role, first.role_converted) == ("责任单位", "責任單位")
    assert f"{first.role_converted}：{first.name_converted}" in answer.text
    simplified = ask("杭州双职工家庭送托有什么补助？")
    assert simplified.departments[0].name_converted is None


def test_the_script_can_be_chosen(assistant: Assistant) -> None:
    answer = assistant.ask(Question(text="杭州送托有补助吗", script=Script.HANT))
    assert answer.script is Script.HANT
    assert "杭州市的規定是：" in answer.text


def test_without_a_place_the_national_rule_comes_first_and_others_are_named(ask: Ask) -> None:
    answer = ask("双职工家庭送托费用有补助吗")
    assert answer.citations[0].document.jurisdiction == "全国"
    [notice] = [n for n in answer.notices if n.kind == "other_places"]
    assert "杭州市" in notice.text


def test_a_local_rule_is_labelled_when_no_place_was_named(ask: Ask) -> None:
    answer = ask("街道利用闲置房屋开办托育园吗")
    assert answer.citations[0].document.jurisdiction == "杭州市"
    assert "local" in [n.kind for n in answer.notices]
    assert answer.text.startswith("杭州市的规定是：")


def test_a_place_without_document_is_told_so_and_given_the_national_rule(ask: Ask) -> None:
    answer = ask("武汉双职工家庭送托费用有补助吗")
    assert answer.status is Status.ANSWERED
    assert answer.text.startswith("目前没有收录武汉市的文件")
    assert {c.document.jurisdiction for c in answer.citations} == {"全国"}
    assert "no_document_for_place" in [n.kind for n in answer.notices]


def test_a_county_is_under_the_rules_of_its_city(ask: Ask) -> None:
    answer = ask("杭州市余杭区送托有补助吗")
    assert answer.citations[0].document.jurisdiction == "杭州市"


def test_a_place_with_its_own_laws_is_not_given_the_national_rule(ask: Ask) -> None:
    answer = ask("高雄市雙職工家庭送托有補助嗎")
    assert answer.status is Status.REFUSED_NO_CONTENT
    assert answer.citations == ()
    assert "高雄市" in answer.text


def test_the_place_chosen_in_the_page_counts_unless_the_question_names_one(ask: Ask) -> None:
    assert ask("送托补助归谁管", place="成都").departments[0].name == "市民政局"
    assert ask("杭州送托补助归谁管", place="成都").departments[0].name == "市财政局"


def test_places_are_compared_side_by_side(ask: Ask) -> None:
    answer = ask("杭州和成都的送托补助有什么不同？")
    assert [c.document.jurisdiction for c in answer.citations] == ["杭州市", "成都市"]
    assert "【杭州市】" in answer.text
    assert "【成都市】" in answer.text
    assert {d.citation for d in answer.departments} == {1, 2}


def test_all_tasks_of_a_body_are_listed_with_their_roles(ask: Ask) -> None:
    answer = ask("市卫生健康委要做哪些事")
    assert [c.clause.label for c in answer.citations] == ["二、（一）", "二、（二）"]
    assert "有 2 项" in answer.text


def test_a_body_known_at_several_places_is_asked_back(ask: Ask) -> None:
    answer = ask("市财政局要做哪些事")
    assert answer.status is Status.CLARIFICATION
    assert len(answer.suggestions) == 2
    for choice in answer.suggestions:
        assert ask(choice).status is Status.ANSWERED


def test_the_items_of_a_section_are_all_listed(ask: Ask) -> None:
    answer = ask("杭州的实施方案有哪些主要任务")
    assert [c.clause.label for c in answer.citations] == ["二、（一）", "二、（二）", "二、（三）"]


def test_every_clause_that_mentions_a_term_is_listed(ask: Ask) -> None:
    answer = ask("哪些条款提到了保育人员")
    assert [c.clause.label for c in answer.citations] == ["二、（三）"]


def test_facts_of_a_document_cite_it_as_a_whole(ask: Ask) -> None:
    answer = ask("国办发〔2023〕50号是谁发的，哪一天发的？")
    assert [c.clause.path for c in answer.citations] == [(), ()]
    assert "2023年5月8日" in answer.text
    assert [(d.name, d.role) for d in answer.departments] == [("国务院办公厅", "发文机关")]


def test_a_clause_that_does_not_exist_is_refused_with_the_range_there_is(ask: Ask) -> None:
    answer = ask("成卫健发〔2022〕8号第35条讲什么")
    assert answer.status is Status.REFUSED_NO_CONTENT
    assert "没有第三十五条" in answer.text
    assert answer.citations == ()


def test_a_document_that_does_not_exist_is_refused(ask: Ask) -> None:
    answer = ask("国发〔2023〕99号讲了什么")
    assert answer.status is Status.REFUSED_NO_CONTENT
    assert "国发〔2023〕99号" in answer.text


def test_an_amount_that_no_clause_gives_is_not_invented(ask: Ask) -> None:
    answer = ask("国家对双职工家庭送托补助多少钱")
    assert answer.status is Status.REFUSED_NO_CONTENT
    assert "没有写明具体的金额" in answer.text
    assert answer.related


def test_a_false_premise_is_answered_by_what_the_text_says(ask: Ask) -> None:
    answer = ask("文件说杭州双职工家庭送托每月补助900元，对吧？")
    assert "没有写“" in answer.text
    assert "600元" in answer.text


def test_a_true_premise_is_not_denied(ask: Ask) -> None:
    answer = ask("文件说杭州双职工家庭送托每月补助600元，对吧？")
    assert "没有写" not in answer.text
    assert "600元" in answer.text


@pytest.mark.parametrize(
    "text", ["今天天气怎么样", "帮我写一首诗", "比特幣現在多少錢", "推荐一部电影"]
)
def test_what_is_no_policy_is_out_of_scope(ask: Ask, text: str) -> None:
    assert ask(text).status is Status.REFUSED_OUT_OF_SCOPE


def test_a_case_file_is_nothing_that_a_policy_tells(ask: Ask) -> None:
    answer = ask("我的送托补助申请办到哪一步了")
    assert answer.status is Status.REFUSED_NO_CONTENT
    assert "办理进度" in answer.text


def test_a_time_limit_that_is_over_is_marked_as_of_the_date(assistant: Assistant) -> None:
    asked = "杭州街道利用闲置房屋什么时候开园"
    late = assistant.ask(Question(text=asked, as_of=date(2025, 6, 1)))
    early = assistant.ask(Question(text=asked, as_of=date(2024, 6, 1)))
    assert "period_over" in [n.kind for n in late.notices]
    assert "period_over" not in [n.kind for n in early.notices]


def test_officials_get_the_label_and_the_whole_clause(ask: Ask) -> None:
    answer = ask("国家对双职工家庭送托有什么规定", audience=Audience.OFFICIAL)
    assert answer.text.startswith("二、（二） 减轻家庭负担：")
    assert "有条件的地方可以提高补助" in answer.text


def test_every_quote_is_its_stretch_of_the_file(ask: Ask) -> None:
    texts = {d.id: d.text for d in made_documents()}
    for question in (
        "杭州送托补助归谁管",
        "哪些条款提到了补助",
        "国办发〔2023〕50号主送给谁",
        "杭州和成都的送托补助有什么不同",
        "武漢送托有補助嗎",
    ):
        answer = ask(question)
        assert answer.citations or answer.related
        for citation in (*answer.citations, *answer.related):
            text = texts[citation.document.id]
            assert text[citation.start : citation.end] == citation.quote


def test_suggestions_can_all_be_answered(ask: Ask) -> None:
    for offered in ask("你好").suggestions:
        assert ask(offered).status is Status.ANSWERED


def test_the_answer_is_plain_json(ask: Ask) -> None:
    record = ask("杭州送托补助归谁管").to_json()
    assert record["schema_version"] == 1
    assert record["citations"][0]["clause"]["path"] == ["二、", "（二）"]
    assert {"guard", "retrieve", "compose", "verify", "total"} <= set(record["timings_ms"])


def test_a_rule_that_says_who_does_it_is_not_denied_by_the_fixed_line() -> None:
    asked = understand(Context(id="x", question=Question(text="申办的钱谁出"), as_of=date.today()))

    def line(words: str) -> str:
        return department_lines((), 1, asked, shown_words=words)[0].text

    assert line("申办经费由省人民政府承担。") == "除上述外，该条款未列明责任部门。"
    assert line("同意申办运动会。") == "该条款未列明责任部门。"


def test_who_leads_stands_before_those_that_join(ask: Ask) -> None:
    answer = ask("全国的托育工作由谁负责指导")
    assert "部门：国家卫生健康委会同教育部〔1〕" in answer.text
    assert [body.name for body in answer.departments] == ["国家卫生健康委", "教育部"]
