"""What the chat page's events change: the page's own words, and what stands in the present index.

The order of the values is that of the components that `ChatPage` names as outputs.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from assistant.model import Audience
from assistant.web.conversation_page import Chat
from assistant.web.page_choices import (
    audience_choices,
    corpus_list,
    head,
    place_choices,
    reason_choices,
    script_choices,
    welcome,
)
from assistant.web.page_text import EXAMPLES, words
from corpus.model import PolicyDocument, Script

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # read once, when gradio is imported
import gradio as gr

Updates = tuple[Any, ...]
Documents = Sequence[PolicyDocument]

SUGGESTIONS = 6
"""Buttons kept ready for follow-up questions and for what a question can have meant."""
SHOWN = 7 + SUGGESTIONS
"""Components that a turn changes."""


def opened(given: Mapping[str, str], documents: Documents, limit: int) -> Updates:
    """What a page shows when it is opened: the documents of now, and what its address sets.

    Args:
        given: Of the address: ``?place=重庆市&audience=official&script=zh-Hant&q=…``.
        documents: All of the present index.
        limit: Characters of a question.
    """
    script = Script(given["script"]) if given.get("script", "") in set(Script) else Script.HANS
    places = place_choices(documents, script)
    place, audience = given.get("place", ""), given.get("audience", "")
    return (
        gr.update(placeholder=welcome(documents, script)),
        corpus_list(documents, script),
        gr.update(choices=places, value=place if place in {value for _, value in places} else ""),
        audience if audience in set(Audience) else gr.skip(),
        script.value if given.get("script") == script else gr.skip(),
        given.get("q", "")[:limit],
    )


def relabelled(chosen: str, documents: Documents) -> Updates:
    """The page's own words in the chosen script."""
    script = Script(chosen) if chosen else Script.HANS
    say = partial(words, script=script)
    return (
        head(script),
        gr.update(label=say("chat"), placeholder=welcome(documents, script)),
        gr.update(
            label=say("question"),
            placeholder=say("placeholder"),
            submit_btn=say("send"),
        ),
        gr.update(label=say("audience"), choices=audience_choices(script)),
        gr.update(label=say("script"), choices=script_choices(script)),
        gr.update(label=say("place"), choices=place_choices(documents, script)),
        f"**{say('for_residents')}**",
        f"**{say('for_officials')}**",
        gr.update(label=say("corpus")),
        corpus_list(documents, script),
        say("new"),
        say("useful"),
        say("useless"),
        gr.update(label=say("reasons"), choices=reason_choices(script)),
        say("send_feedback"),
        *(say(key) for key in EXAMPLES),
    )


def shown(chat: Chat, chosen: str, *, busy: bool = False, **box: Any) -> Updates:
    """What a turn changes.

    Args:
        chat: The conversation as it stands.
        chosen: The script that is chosen on the page; empty to follow the question.
        busy: Whether a question is being answered.
        **box: What becomes of the box for questions.
    """
    answer, script = chat.answer, Script(chosen) if chosen else Script.HANS
    offered = answer.suggestions[:SUGGESTIONS] if answer else ()
    buttons = [
        gr.update(value=offered[i] if i < len(offered) else "", visible=i < len(offered))
        for i in range(SUGGESTIONS)
    ]
    return (
        [{"role": role, "content": html} for role, html in chat.messages],
        chat,
        gr.update(
            **box,
            submit_btn=False if busy else words("send", script),
            stop_btn=words("stop", script) if busy else False,
        ),
        gr.update(visible=bool(offered)),
        *buttons,
        gr.update(visible=answer is not None),
        gr.update(visible=False),
        chat.conversation_id if chat.has_questions else "",
    )
