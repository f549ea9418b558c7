"""A question whose one matter several documents have in their titles: which of them is meant?"""

from __future__ import annotations

from assistant.context import Context, Follow
from assistant.lexicon import pattern
from assistant.messages import say
from assistant.selection.outcome import ask_back
from assistant.steps.understand import is_empty_word
from assistant.wording import call_of, shown
from corpus.model import PolicyDocument
from corpus.normalize import search_form
from index.tokenizer import content_words

MOST = 6
"""Documents offered at most."""


def which_document(context: Context) -> Context | None:
    """Ask back for 「试点从什么时候开始」; None where it says more or one document fits."""
    found = context.understanding
    named = found.documents or found.missing_document or found.places or found.departments
    if named or found.follow is not Follow.NONE or not found.wants or context.conversation.turns:
        return None
    word = only_matter(context.question.text)
    titled = _titled(word, context.documents) if word else ()
    if not 1 < len(titled) <= MOST:
        return None
    choices = [
        say(
            "joined_place",
            context.script,
            place=call_of(document, context),
            question=context.question.text,
        )
        for document in titled
    ]
    return ask_back(context, "which_document_of", choices, word=shown(word or "", context))


def only_matter(text: str) -> str | None:
    """The one word of a question that names a matter; None when there are more, or none.

    >>> only_matter("试点从什么时候开始"), only_matter("网站试点什么时候结束")
    ('试点', None)
    """
    words = [
        word
        for word in content_words(search_form(text))
        if not is_empty_word(word) and not pattern("understanding", "light").fullmatch(word)
    ]
    return words[0] if len(words) == 1 and len(words[0]) > 1 else None


def _titled(word: str, documents: tuple[PolicyDocument, ...]) -> tuple[PolicyDocument, ...]:
    return tuple(d for d in documents if word in search_form(d.title))
