"""The lines that name the responsible bodies, each with the words that give its role."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.context import Context, Line
from assistant.messages import say
from assistant.model import Department
from assistant.wording import joined, mark, shown


def department_lines(bodies: Sequence[Department], n: int, context: Context) -> list[Line]:
    """One line for each printed role, inherited bodies apart; a fixed one when there are none."""
    if not bodies:
        return [Line(text=say("no_department", context.script))]
    groups: dict[tuple[str, str | None], list[str]] = {}
    for body in bodies:
        name = shown(body.name, context)
        if body.current_name:
            current = shown(body.current_name, context)
            name = say("current_name", context.script, name=name, current=current)
        groups.setdefault((body.role, body.inherited_from), []).append(name)
    return [
        Line(
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
