"""聊天页: the chat page for residents and officials."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from assistant.model import Audience, Question
from assistant.web.conversation_page import Chat, converse, taken_up
from assistant.web.page_choices import (
    address_html,
    audience_choices,
    corpus_list,
    head,
    place_choices,
    reason_choices,
    script_choices,
    welcome,
)
from assistant.web.page_text import OFFICIAL_EXAMPLES, RESIDENT_EXAMPLES, words
from assistant.web.page_updates import (
    SHOWN,
    SUGGESTIONS,
    Updates,
    opened,
    relabelled,
    shown,
)
from assistant.web.problems import has_words
from assistant.web.schema import FeedbackRequest
from assistant.web.turns import Turns
from corpus.model import Script

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # read once, when gradio is imported
import gradio as gr

if TYPE_CHECKING:
    from assistant.conversation import ConversationStore
    from assistant.web.feedback import FeedbackBox
    from assistant.web.limits import RateLimit
    from assistant.web.metrics import Observed
    from corpus.model import PolicyDocument

CONCURRENCY = 32
"""Questions from pages that are answered at the same time; Gradio's own default is 1."""


class ChatPage:
    """Builds the page and holds what its events need."""

    def __init__(
        self,
        assistant: Observed,
        rate: RateLimit,
        feedback: FeedbackBox,
        conversations: ConversationStore,
        *,
        limit: int,
    ) -> None:
        self._assistant = assistant
        self._rate = rate
        self._feedback = feedback
        self._conversations = conversations
        self._limit = limit
        self._turns = Turns()

    def build(self) -> gr.Blocks:
        """The page; its theme and style are given when it is mounted."""
        with gr.Blocks(title=words("title"), analytics_enabled=False) as page:
            chat = gr.State(_new_chat, time_to_live=7200)
            self._head = gr.Markdown(head(Script.HANS), elem_classes="pa-head")
            with gr.Row():
                with gr.Column(scale=3, min_width=320):
                    self._build_chat()
                with gr.Column(scale=1, min_width=240, elem_classes="pa-side"):
                    self._build_side()
            self._connect(chat)
            page.load(
                self._open,
                None,
                [
                    self._log,
                    self._corpus,
                    self._place,
                    self._audience,
                    self._script,
                    self._box,
                ],
                api_name=False,
                show_progress="hidden",
            )
            page.queue(max_size=200, api_open=False)
        return page

    def _build_chat(self) -> None:
        self._log = gr.Chatbot(
            label=words("chat"),
            show_label=False,
            autoscroll=False,
            height="64vh",
            min_height=320,
            placeholder=welcome(self._documents(), Script.HANS),
            allow_tags=False,
            latex_delimiters=[],
            buttons=[],
            layout="bubble",
            elem_id="pa-log",
        )
        with gr.Row(elem_classes="pa-chips", visible=False) as self._chips:
            self._next = [
                gr.Button(size="sm", visible=False, scale=0, min_width=96)
                for _ in range(SUGGESTIONS)
            ]
        self._box = gr.Textbox(
            label=words("question"),
            placeholder=words("placeholder"),
            lines=1,
            max_lines=6,
            max_length=self._limit,
            submit_btn=words("send"),
            stop_btn=False,
            autofocus=True,
            elem_id="pa-question",
            elem_classes="pa-ask",
        )
        self._build_after()

    def _build_after(self) -> None:
        with gr.Row(visible=False, elem_classes="pa-opinion") as self._opinion:
            self._useful = gr.Button(words("useful"), size="sm", scale=0, min_width=96)
            self._useless = gr.Button(words("useless"), size="sm", scale=0, min_width=96)
        with gr.Group(visible=False) as self._why:
            self._reasons = gr.CheckboxGroup(reason_choices(Script.HANS), label=words("reasons"))
            self._send_why = gr.Button(words("send_feedback"), size="sm")

    def _build_side(self) -> None:
        self._audience = gr.Radio(
            audience_choices(Script.HANS), value=Audience.RESIDENT.value, label=words("audience")
        )
        self._script = gr.Radio(script_choices(Script.HANS), value="", label=words("script"))
        self._place = gr.Dropdown(
            place_choices(self._documents(), Script.HANS),
            value="",
            label=words("place"),
            filterable=True,
        )
        self._for_residents = gr.Markdown(f"**{words('for_residents')}**")
        with gr.Column(elem_classes="pa-chips"):
            self._examples = [gr.Button(words(key), size="sm") for key in RESIDENT_EXAMPLES]
        self._for_officials = gr.Markdown(f"**{words('for_officials')}**")
        with gr.Column(elem_classes="pa-chips"):
            self._examples += [gr.Button(words(key), size="sm") for key in OFFICIAL_EXAMPLES]
        with gr.Accordion(words("corpus"), open=False) as self._corpus_box:
            self._corpus = gr.Markdown(
                corpus_list(self._documents(), Script.HANS), elem_classes="pa-corpus"
            )
        self._new = gr.Button(words("new"), size="sm")
        self._address = gr.Markdown(elem_id="pa-address")
        self._talk = gr.Textbox(elem_id="pa-talk", show_label=False, max_length=64)

    def _connect(self, chat: gr.State) -> None:
        changed = [self._log, chat, self._box, self._chips, *self._next, self._opinion, self._why]
        changed.append(self._talk)
        beside = [chat, self._script, self._place, self._audience, self._talk]
        settings: dict[str, Any] = {
            "concurrency_limit": CONCURRENCY,
            "concurrency_id": "ask",
            "show_progress": "hidden",
        }
        asked = self._box.submit(
            self._ask, [self._box, *beside], changed, api_name="ask", **settings
        )
        clicks = [
            button.click(self._ask, [button, *beside], changed, api_name=False, **settings)
            for button in (*self._examples, *self._next)
        ]
        self._box.stop(
            self._stop, [chat, self._script], changed, cancels=[asked, *clicks], api_name=False
        )
        self._new.click(
            self._restart, [self._script], changed, cancels=[asked, *clicks], api_name=False
        )
        self._talk.change(
            self._take_up, [chat, self._script, self._talk], changed, api_name=False, queue=False
        )
        self._script.change(self._relabel, [self._script], self._labelled(), api_name=False)
        choices = [self._place, self._audience, self._script]
        for choice in choices:
            choice.change(address_html, choices, [self._address], api_name=False)
        self._useful.click(
            self._praise, [chat, self._script], [self._opinion, self._why], api_name=False
        )
        self._useless.click(lambda: gr.update(visible=True), None, [self._why], api_name=False)
        self._send_why.click(
            self._complain,
            [chat, self._script, self._reasons],
            [self._opinion, self._why],
            api_name=False,
        )

    def _open(self, request: gr.Request) -> Updates:
        return opened(request.query_params, self._documents(), self._limit)

    def _ask(self, text: str, chat: Chat, request: gr.Request, *beside: str) -> Iterator[Updates]:
        """Answer one question, yielding the whole page's state again and again."""
        script, place, audience, talk = beside
        wanted = Script(script) if script else None
        chat = taken_up(chat, talk, self._conversations, wanted)
        if fault := self._fault(text, chat, request):
            gr.Warning(words(fault, wanted or Script.HANS))
            yield (gr.skip(),) * SHOWN  # no update at all would empty what is shown
            return
        question = Question(
            text=text, place=place or None, audience=Audience(audience), script=wanted
        )
        root = request.request.scope.get("root_path", "") if request.request else ""
        documents = self._assistant.index.catalog.document
        box: dict[str, Any] = {"value": ""}  # later on it may hold what is typed meanwhile
        with self._turns.taken(chat.conversation_id):
            for state in converse(self._assistant, documents, chat, question, root):
                chat = state
                yield shown(chat, script, busy=True, **box)
                box = {}
        yield shown(chat, script)

    def _fault(self, text: str, chat: Chat, request: gr.Request) -> str:
        """Key of the words that tell why a question is not taken now; empty when it is."""
        if not has_words(text):
            return "no_words" if text.strip() else "empty"
        if self._turns.is_taken(chat.conversation_id):
            return "busy"
        waits = self._rate.wait(request.client.host if request.client else "")
        return "too_often" if waits else ""

    def _stop(self, chat: Chat, script: str) -> Updates:
        self._turns.release(chat.conversation_id)
        return shown(chat, script)

    def _take_up(self, chat: Chat, script: str, talk: str) -> Updates:
        """Go on with the conversation that the page was in before it was loaded again."""
        wanted = Script(script) if script else None
        earlier = taken_up(chat, talk, self._conversations, wanted)
        return (gr.skip(),) * SHOWN if earlier is chat else shown(earlier, script)

    def _restart(self, script: str) -> Updates:
        return shown(Chat(), script, value="")

    def _praise(self, chat: Chat, script: str) -> Updates:
        return self._keep(chat, script, helpful=True, reasons=())

    def _complain(self, chat: Chat, script: str, reasons: list[str]) -> Updates:
        return self._keep(chat, script, helpful=False, reasons=reasons)

    def _keep(self, chat: Chat, script: str, *, helpful: bool, reasons: Sequence[str]) -> Updates:
        if chat.answer is not None:
            self._feedback.add(
                FeedbackRequest(answer_id=chat.answer.id, helpful=helpful, reasons=list(reasons))
            )
            gr.Info(words("thanks", Script(script) if script else Script.HANS))
        return gr.update(visible=False), gr.update(visible=False)

    def _documents(self) -> tuple[PolicyDocument, ...]:
        return tuple(self._assistant.index.catalog.documents())

    def _labelled(self) -> list[Any]:
        return [
            self._head,
            self._log,
            self._box,
            self._audience,
            self._script,
            self._place,
            self._for_residents,
            self._for_officials,
            self._corpus_box,
            self._corpus,
            self._new,
            self._useful,
            self._useless,
            self._reasons,
            self._send_why,
            *self._examples,
        ]

    def _relabel(self, chosen: str) -> Updates:
        return relabelled(chosen, self._documents())


def _new_chat() -> Chat:
    """A new conversation for each visitor; Gradio takes a function for this, but no class."""
    return Chat()
