"""The lines that name the responsible bodies, each with the words that give its role."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.context import Context, Line, Want
from assistant.lexicon import load_lexicon, pattern
from assistant.messages import say
from assistant.model import Department
from assistant.sentences import states
from assistant.wording import joined, mark, plain, shown
from corpus.normalize import fold


def department_lines(
    bodies: Sequence[Department],
    n: int,
    context: Context,
    *,
    shown_words: str = "",
    clause_words: str = "",
) -> list[Line]:
    """One line for each printed role, inherited bodies apart; a fixed one when there are none.

    Args:
        bodies: The clause's bodies.
        n: Number of its citation.
        context: The question.
        shown_words: The sentences that stand above; when they say who does what, the fixed line
            must not seem to deny it.
        clause_words: The whole clause: its 「A会同B」 tells who leads.
    """
    if not bodies:
        told = names_body(clause_words) or (
            Want.WHO in context.understanding.wants and states(shown_words, Want.WHO)
        )
        key = "no_further_department" if told else "no_department"
        return [Line(text=say(key, context.script))]
    together: str = load_lexicon("references")["together"]
    leading = _leads_others(bodies, clause_words, together)
    groups: dict[tuple[str, str | None], list[str]] = {}
    for body in bodies:
        name = shown(body.name, context)
        if body.current_name:
            current = shown(body.current_name, context)
            name = say("current_name", context.script, name=name, current=current)
        groups.setdefault((body.role, body.inherited_from), []).append(name)
    return [
        Line(text=_with_others(names, n, context))
        if leading and role == together
        else Line(
            text=say(
                "inherited" if inherited else "departments",
                context.script,
                role=shown(role, context),
                names=joined(names, context),
                label=shown(inherited or "", context),
                mark=mark(n),
            )
        )
        for (role, inherited), names in groups.items()
    ]


def names_body(words: str) -> bool:
    """Whether words say that some body acts, though by no name that could be listed.

    >>> names_body("由省级人民政府管理专利工作的部门责令改正"), names_body("每人每月补贴300元")
    (True, False)
    """
    return bool(pattern("references", "acting_body").search(fold(words)))


def _leads_others(bodies: Sequence[Department], clause_words: str, together: str) -> bool:
    """Whether the first of the bodies that act together is the one that the others join.

    「A会同B」 prints one word for both, and a list under it would hide that A leads.
    """
    names = [body.name for body in bodies if body.role == together and not body.inherited_from]
    return len(names) > 1 and f"{plain(names[0])}{together}" in plain(clause_words)


def _with_others(names: list[str], n: int, context: Context) -> str:
    others = joined(names[1:], context)
    return say("together", context.script, lead=names[0], others=others, mark=mark(n))
