from dataclasses import replace

from assistant.assistant import Assistant
from assistant.context import Context, Draft
from assistant.langchain_adapter import parts
from assistant.model import Status
from assistant.steps import verify
from assistant.steps.present import answer_of


def composed(assistant: Assistant) -> tuple[Context, Draft]:
    """A context that has been composed and not yet verified."""
    context = assistant._start("杭州双职工家庭送托有什么补助？")
    for step in parts(assistant.chain)[:-1]:
        context = step.invoke(context)
    assert context.draft is not None
    return context, context.draft


def test_an_honest_draft_is_left_alone(assistant: Assistant) -> None:
    context, draft = composed(assistant)
    assert verify.problems_of(draft, context) == ()
    assert verify.run(context) is context


def test_a_changed_quote_is_caught(assistant: Assistant) -> None:
    context, draft = composed(assistant)
    lying = replace(draft.citations[0], quote=draft.citations[0].quote.replace("600", "900"))
    assert verify.problems_of(replace(draft, citations=(lying,)), context)


def test_a_shifted_span_is_caught(assistant: Assistant) -> None:
    context, draft = composed(assistant)
    shifted = replace(draft.citations[0], start=draft.citations[0].start + 1)
    assert verify.problems_of(replace(draft, citations=(shifted,)), context)


def test_a_changed_sentence_is_caught(assistant: Assistant) -> None:
    context, draft = composed(assistant)
    lines = tuple(replace(line, text=line.text.replace("600", "900")) for line in draft.lines)
    assert verify.problems_of(replace(draft, lines=lines), context)


def test_a_sentence_outside_its_quote_is_caught(assistant: Assistant) -> None:
    context, draft = composed(assistant)
    citation = draft.citations[0]
    short = replace(citation, quote=citation.quote[:5], end=citation.start + 5)
    assert verify.problems_of(replace(draft, citations=(short,)), context)


def test_a_body_that_is_not_printed_is_caught(assistant: Assistant) -> None:
    context, draft = composed(assistant)
    invented = replace(draft.departments[0], name="市渔业局")
    assert verify.problems_of(replace(draft, departments=(invented,)), context)


def test_a_body_of_a_citation_that_is_not_there_is_caught(assistant: Assistant) -> None:
    context, draft = composed(assistant)
    stray = replace(draft.departments[0], citation=9)
    assert verify.problems_of(replace(draft, departments=(stray,)), context)


def test_a_draft_that_fails_is_withheld_with_an_apology(assistant: Assistant) -> None:
    context, draft = composed(assistant)
    invented = replace(draft.departments[0], name="市渔业局")
    context = verify.run(replace(context, draft=replace(draft, departments=(invented,))))
    answer = answer_of(context)
    assert answer.status is Status.ERROR
    assert answer.citations == ()
    assert answer.departments == ()
    assert "核对" in answer.text
