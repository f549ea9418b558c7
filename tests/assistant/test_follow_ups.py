from assistant.model import Status
from tests.assistant.conftest import Ask

ASKED = "杭州双职工家庭送托有什么补助？"
ELSEWHERE = "杭州送托有补助吗？"


def label(answer) -> str:  # type: ignore[no-untyped-def]  # noqa: ANN001
    return answer.citations[0].clause.label


def place(answer) -> str:  # type: ignore[no-untyped-def]  # noqa: ANN001
    return answer.citations[0].document.jurisdiction


def test_who_is_responsible_is_asked_of_the_clause_just_cited(ask: Ask) -> None:
    answer = ask(ASKED, "归谁管？")
    assert (place(answer), label(answer)) == ("杭州市", "二、（二）")
    assert [d.name for d in answer.departments] == ["市财政局", "市卫生健康委", "各区县政府"]
    assert answer.text.startswith("责任单位：市财政局、市卫生健康委〔1〕")
    assert "归谁管" in answer.standalone_question
    assert "送托" in answer.standalone_question


def test_another_place_takes_the_question_along(ask: Ask) -> None:
    answer = ask(ELSEWHERE, "换成成都呢？")
    assert place(answer) == "成都市"
    assert answer.standalone_question == "成都市送托有补助吗？"


def test_a_bare_place_is_another_place(ask: Ask) -> None:
    assert place(ask(ELSEWHERE, "那成都呢")) == "成都市"
    assert place(ask(ELSEWHERE, "成都的呢？")) == "成都市"


def test_a_correction_replaces_the_place(ask: Ask) -> None:
    assert place(ask("成都送托有补助吗", "不是，我问的是杭州")) == "杭州市"
    assert place(ask("成都送托有补助吗", "不對，我問的是杭州")) == "杭州市"


def test_next_and_previous_go_through_the_clauses(ask: Ask) -> None:
    first = ask("杭政办函〔2023〕60号二、（二）讲什么", "下一条呢？")
    assert label(first) == "二、（三）"
    assert label(ask("上一条呢")) == "二、（二）"


def test_after_the_last_clause_there_is_none(ask: Ask) -> None:
    answer = ask("成卫健发〔2022〕8号第二条讲什么", "下一条呢？")
    assert answer.status is Status.REFUSED_NO_CONTENT
    assert "最后一条" in answer.text


def test_the_source_is_the_document_as_a_whole(ask: Ask) -> None:
    for words in ("出自哪份文件？", "這是哪份文件說的？", "哪个文件规定的"):
        answer = ask(ASKED, words)
        assert answer.status is Status.ANSWERED
        assert answer.citations[0].clause.path == ()
        assert "杭政办函〔2023〕60号" in answer.text or "杭政辦函〔2023〕60號" in answer.text


def test_more_detail_gives_the_whole_clause(ask: Ask) -> None:
    answer = ask("国家对双职工家庭送托有补助吗", "再说详细点")
    assert "不得向家庭收取赞助费" in answer.text
    assert "有条件的地方可以提高补助" in answer.text


def test_the_national_level_can_be_asked_for(ask: Ask) -> None:
    answer = ask(ELSEWHERE, "国家层面呢？")
    assert place(answer) == "全国"
    assert answer.standalone_question == "国家层面送托有补助吗？"


def test_a_similar_rule_elsewhere_is_the_same_matter(ask: Ask) -> None:
    assert place(ask(ELSEWHERE, "成都有类似规定吗？")) == "成都市"


def test_what_else_there_is_is_another_clause_or_none(ask: Ask) -> None:
    first = ask("杭州社区托育园怎么办")
    other = ask("还有别的规定吗？")
    assert other.citations == () or label(other) != label(first)


def test_an_amount_is_asked_of_the_same_clause(ask: Ask) -> None:
    answer = ask(ASKED, "多少钱？")
    assert label(answer) == "二、（二）"
    assert "600元" in answer.text


def test_another_matter_keeps_the_place(ask: Ask) -> None:
    answer = ask(ASKED, "保育人员培训呢？")
    assert (place(answer), label(answer)) == ("杭州市", "二、（三）")


def test_a_new_question_keeps_only_the_place(ask: Ask) -> None:
    answer = ask(ASKED, "保育人员怎么参加岗前培训")
    assert answer.standalone_question == "杭州市：保育人员怎么参加岗前培训"
    assert label(answer) == "二、（三）"


def test_a_named_document_drops_the_place(ask: Ask) -> None:
    answer = ask(ASKED, "国办发〔2023〕50号是谁发的")
    assert answer.standalone_question == "国办发〔2023〕50号是谁发的"
    assert [d.name for d in answer.departments] == ["国务院办公厅"]


def test_thanks_between_two_questions_forget_nothing(ask: Ask) -> None:
    assert label(ask(ASKED, "谢谢", "归谁管？")) == "二、（二）"


def test_a_follow_up_to_nothing_is_asked_back(ask: Ask) -> None:
    for words in ("归谁管？", "下一条呢", "再说详细点", "出自哪份文件"):
        answer = ask(words)
        assert answer.status is Status.CLARIFICATION
        assert answer.suggestions


def test_a_place_answers_the_question_back(ask: Ask) -> None:
    asked = ask("送托补助归谁管？")
    assert asked.status is Status.CLARIFICATION
    assert any("杭州市" in choice for choice in asked.suggestions)
    assert [d.name for d in ask("成都").departments] == ["市民政局", "市财政局"]


def test_offered_choices_can_be_asked_as_they_stand(ask: Ask) -> None:
    choices = ask("送托补助归谁管？").suggestions
    for choice in choices:
        assert ask(choice).status is Status.ANSWERED


def test_a_refusal_keeps_the_document_of_the_talk(ask: Ask) -> None:
    assert ask(ASKED, "火星怎么移民").status is Status.REFUSED_NO_CONTENT
    assert "杭政办函〔2023〕60号" in ask("这份文件的文号是什么").text


def test_the_document_spoken_of_is_the_one_just_cited(ask: Ask) -> None:
    for words in ("上面说的是哪份文件？", "刚才那个是哪个文件里的？", "這份文件的文號是什麼？"):
        answer = ask(ASKED, words)
        assert answer.citations[0].clause.path == (), words
        assert place(answer) == "杭州市"


def test_after_a_refusal_the_source_of_what_was_cited_before_is_told_as_such(ask: Ask) -> None:
    answer = ask(ASKED, "火星怎么移民", "出自哪份文件？")
    assert place(answer) == "杭州市"
    assert answer.text.startswith("上一个问题没有找到答案")
    assert [notice.kind for notice in answer.notices][:1] == ["earlier_document"]
    assert "上一个问题" not in ask(ASKED, "出自哪份文件？").text


def test_another_place_takes_along_what_was_asked_last(ask: Ask) -> None:
    answer = ask(ELSEWHERE, "归谁管？", "换成成都呢？")
    assert [d.name for d in answer.departments] == ["市民政局", "市财政局"]
    assert "归谁负责" in answer.standalone_question
    assert "归谁负责" not in ask("杭州送托有补助吗？", "成都呢？").standalone_question


def test_the_words_of_the_clause_above_are_the_whole_clause(ask: Ask) -> None:
    for words in ("上面那条具体是怎么写的？", "这条的原文呢？"):
        answer = ask("国家对双职工家庭送托有补助吗", words)
        assert "不得向家庭收取赞助费" in answer.text, words
        assert "有条件的地方可以提高补助" in answer.text, words


def test_the_clause_above_is_the_last_one_shown_whatever_was_refused_since(ask: Ask) -> None:
    answer = ask(ASKED, "火星怎么移民", "上面那条是怎么写的？")
    assert label(answer) == "二、（二）"


def test_who_answers_for_a_refused_matter_is_not_who_does_for_the_one_before(ask: Ask) -> None:
    answer = ask(ASKED, "火星怎么移民", "归谁管？")
    assert "市财政局" not in [d.name for d in answer.departments]


def test_the_law_that_it_rests_on_is_asked_of_the_document(ask: Ask) -> None:
    answer = ask(ASKED, "依据哪条法律？")
    assert answer.citations[0].clause.path == ()
    assert place(answer) == "杭州市"


def test_a_matter_of_another_place_names_the_place_once(ask: Ask) -> None:
    answer = ask(ASKED, "不是，我问的是成都的托育园")
    assert place(answer) == "成都市"
    assert answer.standalone_question == "成都市托育园有什么规定？"


def test_how_something_is_used_is_no_question_about_the_assistant(ask: Ask) -> None:
    assert "托育" in ask("杭州的送托补助怎么用？").text
    assert ask("怎么使用这个助手？").citations == ()
    assert ask("怎么用？").citations == ()
