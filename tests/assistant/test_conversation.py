from dataclasses import replace
from datetime import date

from assistant.assistant import Assistant
from assistant.context import Context
from assistant.conversation import Conversation, MemoryConversations, Slot
from assistant.memory import remember
from assistant.model import Question, Status
from tests.assistant.made import made_assistant


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_an_idle_conversation_is_forgotten() -> None:
    clock = Clock()
    kept = MemoryConversations(limit=10, minutes=1, clock=clock)
    kept.put("a", Conversation(turns=1))
    clock.now = 59
    assert kept.get("a").turns == 1
    clock.now = 61
    assert kept.get("a").turns == 0
    assert len(kept) == 0


def test_the_oldest_goes_when_there_are_too_many() -> None:
    kept = MemoryConversations(limit=2, minutes=1)
    for name in "abc":
        kept.put(name, Conversation(turns=1))
    assert [kept.get(name).turns for name in "abc"] == [0, 1, 1]


def test_a_deleted_conversation_is_gone() -> None:
    kept = MemoryConversations(limit=2, minutes=1)
    kept.put("a", Conversation(turns=1))
    assert kept.delete("a")
    assert not kept.delete("a")
    assert kept.get("a") == Conversation()


def test_conversations_do_not_see_each_other(assistant: Assistant) -> None:
    assistant.ask(Question(text="杭州送托有补助吗", conversation_id="one"))
    assistant.ask(Question(text="成都送托有补助吗", conversation_id="two"))
    one = assistant.ask(Question(text="归谁管？", conversation_id="one"))
    two = assistant.ask(Question(text="归谁管？", conversation_id="two"))
    assert one.departments[0].name == "市财政局"
    assert two.departments[0].name == "市民政局"


def test_slots_know_where_they_come_from(assistant: Assistant) -> None:
    assistant.ask(Question(text="杭州送托有补助吗", conversation_id="one"))
    kept = assistant.conversations.get("one")
    assert kept.place is not None
    assert (kept.place.value, kept.place.source, kept.place.turn) == ("杭州市", "asked", 1)
    assert kept.clause is not None
    assert kept.clause.source == "answer"


def test_without_an_id_nothing_is_remembered(assistant: Assistant) -> None:
    assistant.ask("杭州送托有补助吗")
    assert len(assistant.conversations) == 0  # type: ignore[arg-type]


def test_what_is_near_to_an_unanswered_question_is_the_document_of_the_talk() -> None:
    context = Context(
        id="1",
        question=Question(text="火星"),
        as_of=date(2026, 1, 1),
        reply="没有",
        status=Status.REFUSED_NO_CONTENT,
        conversation=Conversation(document=Slot(value="old", source="answer", turn=1)),
    )
    answer = made_assistant().ask("杭州双职工家庭送托有什么补助？")
    cited = answer.citations[0]
    refused = replace(answer, status=Status.REFUSED_NO_CONTENT, citations=())
    several = remember(context, replace(refused, related=(cited, replace(cited, n=2))))
    one = remember(context, replace(refused, related=(cited,)))
    assert several.document is not None
    assert one.document is not None
    assert (several.document.value, several.document.source) == (cited.document.id, "earlier")
    assert one.document.value == "old"
