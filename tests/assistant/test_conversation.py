from assistant.assistant import Assistant
from assistant.conversation import Conversation, MemoryConversations
from assistant.model import Question


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
