"""What foreign libraries say of a fault, fit for a message of one line."""

from __future__ import annotations


def one_line(error: BaseException) -> str:
    r"""The error's words on one line, at most 160 characters.

    >>> one_line(ValueError("bad byte\nline 2"))
    'bad byte line 2'
    """
    return " ".join(str(error).split())[:160]
