from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.cli.checks import run_checks
from assistant.settings import Settings
from index.cross_encoder import CrossEncoderReranker, load_reranker
from index.errors import ModelUnavailableError
from index.ingest import ingest
from index.model import Query
from index.reranker import Reranker
from tests.index.builders import CountingEmbedder, make_document

QUESTION = "低保由谁负责"
PASSAGES = ["民政局负责低保。", "搬迁补贴。", "低保标题", "由谁", "任务", "第1项工作"]
LONG_AGO = 60_000
"""Milliseconds that no test takes."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any try to connect fails the test."""

    def refuse(*args: object, **_: object) -> None:
        raise AssertionError(f"a socket was used: {args}")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def save_tiny(folder: Path, *, classifier: bool = True, labels: int = 1) -> Path:
    """A BERT of two layers over single characters, with random weights that are always the same."""
    import torch
    from transformers import (
        BertConfig,
        BertForSequenceClassification,
        BertModel,
        BertTokenizerFast,
    )

    from index.passage_encoder import silence_loading

    silence_loading()
    folder.mkdir()
    marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    characters = dict.fromkeys("".join([QUESTION, *PASSAGES]))
    (folder / "vocab.txt").write_text("\n".join([*marks, *characters]), encoding="utf-8")
    tokenizer = BertTokenizerFast(vocab=str(folder / "vocab.txt"))
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
        initializer_range=0.5,  # as spread as trained weights, so that scores differ
        num_labels=labels,
    )
    model = BertForSequenceClassification(config) if classifier else BertModel(config)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_tiny(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture
def copied(tiny: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny, tmp_path / "copied"))


def test_a_real_model_scores_every_passage(tiny: Path) -> None:
    reranker: Reranker = CrossEncoderReranker(str(tiny), budget_ms=LONG_AGO)
    scores = reranker.scores(QUESTION, PASSAGES)
    assert len(set(scores)) > len(PASSAGES) // 2
    assert None not in scores
    assert reranker.scores(QUESTION, PASSAGES) == scores
    assert reranker.scores(QUESTION, []) == []


def test_batches_do_not_change_what_a_passage_is_worth(tiny: Path) -> None:
    from sentence_transformers import CrossEncoder

    direct = CrossEncoder(str(tiny), device="cpu", local_files_only=True)
    wanted = direct.predict([(QUESTION, passage) for passage in PASSAGES], show_progress_bar=False)
    for size in (1, 4, 8):
        reranker = CrossEncoderReranker(str(tiny), budget_ms=LONG_AGO, batch_size=size)
        # bfloat16 keeps three figures
        assert reranker.scores(QUESTION, PASSAGES) == pytest.approx(wanted.tolist(), abs=0.03)


def test_scripts_have_the_same_scores(tiny: Path) -> None:
    reranker = CrossEncoderReranker(str(tiny), budget_ms=LONG_AGO)
    traditional = ["民政局負責低保。", "搬遷補貼。", "低保標題", "由誰", "任務", "第1項工作"]
    assert reranker.scores("低保由誰負責", traditional) == reranker.scores(QUESTION, PASSAGES)


def test_without_time_nothing_is_scored(tiny: Path) -> None:
    reranker = CrossEncoderReranker(str(tiny), budget_ms=0)
    assert reranker.scores(QUESTION, PASSAGES) == [None] * len(PASSAGES)


def paced(
    reranker: CrossEncoderReranker, monkeypatch: pytest.MonkeyPatch, seconds_each: list[float]
) -> list[int]:
    """Let each batch take these seconds a passage, by a clock of its own; sizes of the batches."""
    now, sizes, predict = [0.0], list[int](), reranker._predict

    def slow(pairs: list[tuple[str, str]]) -> list[float]:
        now[0] += seconds_each[len(sizes)] * len(pairs)
        sizes.append(len(pairs))
        return predict(pairs)

    monkeypatch.setattr(reranker, "_predict", slow)
    monkeypatch.setattr("index.cross_encoder.time.perf_counter", lambda: now[0])
    return sizes


def test_only_what_the_time_suffices_for_is_begun(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reranker = CrossEncoderReranker(str(tiny), budget_ms=200)
    batches = paced(reranker, monkeypatch, seconds_each=[0.035, 0.04])
    scores = reranker.scores(QUESTION, ["低保由谁"] * 6)
    assert batches == [1, 4]  # 0.165 s suffice for 4 at 0.035 s; 0.005 s for none at 0.04 s
    assert scores[5:] == [None]
    assert None not in scores[:5]


def test_a_model_that_is_too_slow_scores_one_passage(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reranker = CrossEncoderReranker(str(tiny), budget_ms=200)
    batches = paced(reranker, monkeypatch, seconds_each=[0.15])
    assert reranker.scores(QUESTION, PASSAGES)[1:] == [None] * 5
    assert batches == [1]


def test_waiting_for_others_counts_as_time(tiny: Path) -> None:
    reranker = CrossEncoderReranker(str(tiny), budget_ms=20)
    with reranker._turn:
        assert reranker.scores(QUESTION, PASSAGES) == [None] * len(PASSAGES)


def test_no_more_than_its_depth_is_scored(tiny: Path) -> None:
    scores = CrossEncoderReranker(str(tiny), budget_ms=LONG_AGO, depth=2).scores(QUESTION, PASSAGES)
    assert None not in scores[:2]
    assert scores[2:] == [None] * 4


def test_what_is_too_long_is_cut(tiny: Path) -> None:
    reranker = CrossEncoderReranker(str(tiny), budget_ms=LONG_AGO)
    assert None not in reranker.scores(QUESTION, ["低保" * 500, "搬迁" * 500])


def test_a_folder_saved_by_sentence_transformers_serves_too(tiny: Path, tmp_path: Path) -> None:
    from sentence_transformers import CrossEncoder

    CrossEncoder(str(tiny), device="cpu", local_files_only=True).save_pretrained(
        str(tmp_path / "saved"), create_model_card=False
    )
    reranker = CrossEncoderReranker(str(tmp_path / "saved"), budget_ms=LONG_AGO)
    assert None not in reranker.scores(QUESTION, PASSAGES)


def test_a_missing_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailableError, match=r"bge-reranker.*no such folder.*rerank_model"):
        load_reranker(tmp_path / "bge-reranker", depth=20, budget_ms=200)


def test_an_empty_folder_is_no_cross_encoder(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailableError, match=f"{tmp_path}.*not a cross-encoder's.*hf downl"):
        CrossEncoderReranker(str(tmp_path), budget_ms=200)


def test_an_embedding_model_is_no_cross_encoder(tmp_path: Path) -> None:
    folder = save_tiny(tmp_path / "plain", classifier=False)
    with pytest.raises(ModelUnavailableError, match="not a cross-encoder's"):
        CrossEncoderReranker(str(folder), budget_ms=200)


def test_an_embedding_model_of_sentence_transformers_is_none_either(copied: Path) -> None:
    saved = copied / "config_sentence_transformers.json"
    saved.write_text(json.dumps({"model_type": "SentenceTransformer"}), encoding="utf-8")
    with pytest.raises(ModelUnavailableError, match="not a cross-encoder's"):
        CrossEncoderReranker(str(copied), budget_ms=200)


def test_a_model_of_several_figures_is_refused(tmp_path: Path) -> None:
    folder = save_tiny(tmp_path / "three", labels=3)
    with pytest.raises(ModelUnavailableError, match="gives 3 figures a pair instead of one"):
        CrossEncoderReranker(str(folder), budget_ms=200)


def test_cut_weights_are_reported_with_the_folder(copied: Path) -> None:
    weights = copied / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])
    with pytest.raises(ModelUnavailableError, match=f"{copied}.*Error.*setting rerank_model"):
        CrossEncoderReranker(str(copied), budget_ms=200)


def test_doctor_names_a_model_that_cannot_be_loaded(tiny: Path, tmp_path: Path) -> None:
    def checked(model: Path | None) -> tuple[bool, str]:
        settings = Settings.load(data_dir=tmp_path, rerank_model=model, port=0)
        check = next(one for one in run_checks(settings) if one.name == "reranking model")
        return check.ok, check.detail

    assert checked(None) == (True, "没有设置，按检索的排名")
    assert checked(tiny) == (True, f"{tiny}，前 20 条，200 毫秒以内")
    ok, detail = checked(tmp_path / "gone")
    assert not ok
    assert str(tmp_path / "gone") in detail


def test_the_settings_model_judges_the_assistants_searches(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.embedder.load_embedder", lambda *_, **__: CountingEmbedder())
    ingest([make_document("易地搬迁")], tmp_path, CountingEmbedder())
    settings = Settings.load(data_dir=tmp_path, rerank_model=tiny, rerank_budget_ms=LONG_AGO)
    assistant = Assistant.from_settings(settings)
    results = assistant.index.search(Query(text="搬迁由谁负责"))
    assert results.timings_ms["rerank"] > 0
    assert len(results.hits) > 1
    assistant.close()


def test_without_one_torch_is_not_loaded() -> None:
    code = (
        "import sys\n"
        "import index.policy_index\n"
        "from index.cross_encoder import load_reranker\n"
        "assert load_reranker(None, depth=20, budget_ms=200) is None\n"
        "sys.exit(', '.join({'torch', 'sentence_transformers'} & sys.modules.keys()) or 0)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stderr) == (0, "")
