"""The sentence that states the asked fact is shown even where others have more of the words."""

from assistant.context import Want
from assistant.sentences import choose_sentences, score_sentences, sentences_of, states
from tests.assistant.made import parsed

DOCUMENT = parsed(
    "申办运动会的规定\n第一条　同意以省会名义申办第二十届冬季运动会，运动会申办工作抓紧进行。"
    "所需经费由省人民政府承担，中央财政视情况补助。\n",
    "reply.txt",
)
QUESTION = "同意申办冬季运动会"


def shown(*, sought: bool) -> str:
    clause = next(c for c in DOCUMENT.clauses if c.path)
    scored = score_sentences(DOCUMENT, sentences_of(DOCUMENT, clause), QUESTION)
    tests = (lambda words: states(words, Want.WHO),) if sought else ()
    spans = choose_sentences(scored, DOCUMENT, 40, sought=tests)
    return "".join(span.of(DOCUMENT.text) for span in spans)


def test_the_sentence_with_the_words_alone_is_chosen_when_no_fact_is_sought() -> None:
    assert "省人民政府承担" not in shown(sought=False)


def test_the_sentence_that_states_the_fact_joins_it() -> None:
    assert "第二十届冬季运动会" in shown(sought=True)
    assert "省人民政府承担" in shown(sought=True)
