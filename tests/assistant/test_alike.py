"""Short items of one list that answer equally well are given together."""

from dataclasses import replace
from datetime import date

from assistant.composing.together import compose_together
from assistant.context import Context
from assistant.model import Question
from assistant.selection.alike import with_like_items
from assistant.selection.outcome import answer_with, selected
from assistant.steps.understand import run
from corpus.model import Clause, PolicyDocument
from index.model import Hit
from tests.assistant.made import parsed

DOCUMENT = parsed(
    "关于节假日安排的通知\n一、元旦：1月1日放假。12月29日（星期六）上班。\n"
    "二、清明节：4月5日放假，与周末连休。\n三、国庆节：放假7天。9月29日（星期日）上班。\n"
    "四、值班：" + "各单位要妥善安排好值班工作，10月1日前上报值班表。" * 6 + "\n",
    "days.txt",
)


def chosen(text: str, *scores: tuple[float, float]) -> list[str]:
    """Numbers of the items given for a question; score and coverage of each item in order."""
    items = [c for c in DOCUMENT.clauses if c.path]
    found: list[tuple[Hit, PolicyDocument, Clause]] = [
        (
            Hit(
                document_id=DOCUMENT.id,
                clause_id=clause.id,
                score=score,
                dense=0.3,
                lexical=1.0,
                coverage=coverage,
                span=clause.span,
            ),
            DOCUMENT,
            clause,
        )
        for clause, (score, coverage) in zip(items, scores, strict=True)
    ]
    found.sort(key=lambda item: -item[0].score)
    context = run(Context(id="x", question=Question(text=text), as_of=date(2019, 1, 1)))
    main = found[0]
    context = answer_with(context, [selected(main[1], main[2], main[0])])
    made = with_like_items(context, main, found)
    return [item.clause.path[-1] for item in made.selection.chosen if item.clause]


def test_items_that_state_the_asked_day_as_well_join_in_printed_order() -> None:
    even = ((1.0, 0.5), (0.95, 0.5), (0.97, 0.5), (0.99, 0.5))
    assert chosen("哪天要上班", *even) == ["一、", "二、", "三、"]


def test_an_item_that_the_question_names_stands_alone() -> None:
    named = ((0.95, 0.5), (0.92, 0.5), (1.0, 1.0), (0.9, 0.5))
    assert chosen("国庆哪天要上班", *named) == ["三、"]


def test_an_item_far_behind_does_not_join() -> None:
    assert chosen("哪天要上班", (1.0, 0.5), (0.5, 0.5), (0.95, 0.5), (0.4, 0.5)) == ["一、", "三、"]


def test_where_no_kind_of_fact_is_asked_the_best_item_stands_alone() -> None:
    even = ((1.0, 0.5), (0.95, 0.5), (0.97, 0.5), (0.99, 0.5))
    assert chosen("上班有规定吗", *even) == ["一、"]


def test_each_item_is_shown_with_its_number_and_heading() -> None:
    items = [selected(DOCUMENT, c) for c in DOCUMENT.clauses if c.path][:3]
    context = run(Context(id="x", question=Question(text="哪天要上班"), as_of=date(2019, 1, 1)))
    context = answer_with(context, items)
    ordered = replace(context.selection, together=True, in_order=True)
    draft = compose_together(replace(context, selection=ordered), budget=400)
    shown = [line.text for line in draft.lines]
    assert any(text.startswith("一、元旦：") for text in shown)
    assert any(text.startswith("三、国庆节：") for text in shown)
