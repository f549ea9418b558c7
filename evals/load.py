"""Many people asking at once: latency, errors and memory of the served program under load.

``python -m evals.load --data DIR`` starts the program over an index that exists, lets 50 users
ask one question after another for two minutes over loopback, with the limits raised, and prints
what came of it.

Questions are made from the indexed clauses' headings, so hardly any is asked twice; with
``--popular SHARE`` that share of them is drawn from the forty questions of the seed cases, as on
a real portal. ``--think SECONDS`` lets each user read that long before the next question. Beside
the users, slow readers keep streams open and hardly read them. Last, the program is started with
its own limits, and one greedy address asks until it is turned away.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evals.cli import machine
from evals.model import load_cases

CASES = Path(__file__).parent / "cases" / "seeds.jsonl"
FORMS = (
    "{place}{}有什么规定？",
    "{place}{}由哪些部门负责？",
    "请问{place}{}怎么办理？",
    "{place}{}有哪些措施？",
    "{place}的{}具体怎么做？",
    "{place}对{}有什么支持？",
    "我想了解{place}的{}",
    "{place}{}什么时候完成？",
)
PLACES = ("", "重庆市", "郴州市", "全国", "重慶", "湖南省")
SLOW_READERS = 5
GREEDY_LIMIT = 400
"""Requests after which a greedy address should long have been turned away."""


@dataclass(slots=True)
class Tally:
    """What came back so far."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    resident_mib: list[float] = field(default_factory=list)


@contextmanager
def program(data_dir: Path, **settings: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The served program and its port, ready to answer."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    chosen = {"data_dir": str(data_dir), "port": str(port), **settings}
    told = {f"POLICY_ASSISTANT_{name.upper()}": value for name, value in chosen.items()}
    process = subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=Path(__file__).parent.parent,
        env=os.environ | told,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until = time.monotonic() + 120
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5).close()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > until:
                    raise
                time.sleep(0.1)
        yield process, port
    finally:
        process.terminate()
        process.wait(30)


def make_questions(port: int) -> list[str]:
    """Distinct questions over everything that is indexed."""
    base = f"http://127.0.0.1:{port}/api/v1/documents"
    with urllib.request.urlopen(base) as reply:
        documents = json.load(reply)
    headings: dict[str, None] = {}
    for document in documents:
        with urllib.request.urlopen(f"{base}/{document['id']}") as reply:
            clauses = json.load(reply)["clauses"]
        headings |= dict.fromkeys(clause["heading"] for clause in clauses if clause["heading"])
    made = [
        form.format(heading, place=place)
        for heading in headings
        for form in FORMS
        for place in PLACES
    ]
    random.Random(7).shuffle(made)
    return list(dict.fromkeys(made))


async def _connect(port: int, user: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection("127.0.0.1", port, local_addr=(f"127.0.1.{user + 1}", 0))


def _request(path: str, question: str) -> bytes:
    body = json.dumps({"question": question}).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _reply(reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    """Status and headers of one whole response."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {
        name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])
    }
    await reader.readexactly(int(headers.get("content-length", 0)))
    return int(head[0].split()[1]), headers


async def _user(
    port: int, user: int, questions: Iterator[str], until: float, think: float, tally: Tally
) -> None:
    """Ask one question after another over one connection."""
    await asyncio.sleep(think * user / 50)  # not all at once
    reader, writer = await _connect(port, user)
    while time.monotonic() < until:
        began = time.monotonic()
        writer.write(_request("/api/v1/ask", next(questions)))
        status, _ = await _reply(reader)
        tally.seconds.append(time.monotonic() - began)
        tally.statuses[status] += 1
        await asyncio.sleep(think)
    writer.close()


async def _slow_reader(port: int, user: int, question: str, until: float) -> None:
    """Open a stream and read a byte a second of it."""
    reader, writer = await _connect(port, user)
    writer.write(_request("/api/v1/ask/stream", question))
    while time.monotonic() < until:
        await asyncio.sleep(1)
        await reader.read(1)
    writer.close()


async def _watch(pid: int, until: float, tally: Tally) -> None:
    while time.monotonic() < until:
        tally.resident_mib.append(_resident_mib(pid))
        await asyncio.sleep(5)


async def _greedy(port: int, question: str) -> dict[str, Any]:
    """Ask from one address until it is turned away."""
    reader, writer = await _connect(port, 250)
    for asked in range(GREEDY_LIMIT):
        writer.write(_request("/api/v1/ask", question))
        status, headers = await _reply(reader)
        if status == 429:
            writer.close()
            return {"after": asked, "retry_after_s": int(headers["retry-after"])}
    return {"after": None}


async def _storm(
    port: int, pid: int, seconds: float, think: float, questions: list[Iterator[str]]
) -> Tally:
    tally, until = Tally(), time.monotonic() + seconds
    slow = [_slow_reader(port, 200 + n, next(questions[0]), until) for n in range(SLOW_READERS)]
    asking = [_user(port, n, asked, until, think, tally) for n, asked in enumerate(questions)]
    await asyncio.gather(*asking, *slow, _watch(pid, until, tally))
    return tally


def measure(
    data_dir: Path, users: int, seconds: float, popular: float, think: float
) -> dict[str, Any]:
    """Figures of one storm of questions.

    Args:
        data_dir: Index that exists.
        users: People asking at the same time, each the next question on the last answer.
        seconds: How long.
        popular: Share of the questions that are drawn from the few popular ones, 0 to 1.
        think: Seconds between an answer and the next question.
    """
    common = [case.turns[0] for case in load_cases(CASES)]
    raised = {"rate_limit_per_minute": "1000000", "rate_limit_total_per_minute": "1000000"}
    with program(data_dir, **raised) as (process, port):
        rare = make_questions(port)
        streams = [_draw(rare[n::users], common, popular, n) for n in range(users)]
        before = _cpu_s(process.pid)
        tally = asyncio.run(_storm(port, process.pid, seconds, think, streams))
        used = _cpu_s(process.pid) - before
    times = sorted(tally.seconds)
    quarter = max(1, len(tally.resident_mib) // 4)
    return {
        "users": users,
        "seconds": seconds,
        "think_s": think,
        "popular_share": popular,
        "distinct_questions": len(rare),
        "answers": len(times),
        "answers_per_s": round(len(times) / seconds, 1),
        "statuses": {str(status): count for status, count in tally.statuses.items()},
        "p50_s": round(statistics.median(times), 3),
        "p95_s": round(times[int(len(times) * 0.95)], 3),
        "max_s": round(times[-1], 3),
        "cpu_ms_per_answer": round(1000 * used / len(times), 1),
        "slow_readers": SLOW_READERS,
        "resident_mib_second_quarter": round(
            statistics.mean(tally.resident_mib[quarter : 2 * quarter] or tally.resident_mib)
        ),
        "resident_mib_last_quarter": round(statistics.mean(tally.resident_mib[-quarter:])),
    }


def turned_away(data_dir: Path) -> dict[str, Any]:
    """After how many questions a greedy address is turned away, and for how long."""
    with program(data_dir) as (_, port):
        return asyncio.run(_greedy(port, "怎么落户？"))


def _draw(rare: list[str], common: list[str], popular: float, seed: int) -> Iterator[str]:
    dice = random.Random(seed)
    at = 0
    while True:
        if dice.random() < popular:
            yield dice.choice(common)
        else:
            yield rare[at % len(rare)]
            at += 1


def _resident_mib(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def _cpu_s(pid: int) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main(arguments: Sequence[str] | None = None) -> None:
    """Let many people ask at once, and print the figures."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--popular", type=float, action="append", help="0 to 1; may be repeated")
    parser.add_argument("--think", type=float, default=0.0)
    parser.add_argument("--output", type=Path)
    options = parser.parse_args(arguments)
    runs = [
        measure(options.data, options.users, options.seconds, share, options.think)
        for share in options.popular or [0.0]
    ]
    load = [round(value, 1) for value in os.getloadavg()]
    found = {"runs": runs, "greedy_address": turned_away(options.data), "load_average": load}
    text = json.dumps({**found, "machine": machine()}, ensure_ascii=False, indent=1)
    sys.stdout.write(text + "\n")
    if options.output:
        options.output.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
