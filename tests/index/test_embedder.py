from __future__ import annotations

import os
import shutil
import socket
import time
from pathlib import Path

import numpy as np
import pytest

from index.embedder import BuiltInEmbedder, LocalEmbedder, load_embedder
from index.embedding_model import PROMPTS
from index.errors import ModelUnavailableError
from index.model import Embedder
from index.passage_encoder import PassageEncoder, fast_bfloat16
from index.query_encoder import QueryEncoder, gelu


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any try to connect fails the test, this machine's own ports included."""

    def refuse(*args: object, **_: object) -> None:
        raise AssertionError(f"a socket was used: {args}")

    monkeypatch.setattr(socket.socket, "connect", refuse)


QUESTIONS = [
    "搬迁群众想开网店卖特产，有什么扶持？",
    "农民工子女在城里上学怎么办",
    "5G、VR 与 GDP",
    "低",
]
PASSAGE = "（八）大力支持多业态创业。鼓励和引导搬迁群众结合自身优势特长，围绕家政服务开展创业。"


@pytest.fixture(scope="module")
def encoder(checkpoint: Path) -> PassageEncoder:
    return PassageEncoder(str(checkpoint), prompts=PROMPTS, half=False)


@pytest.fixture(scope="module")
def embedder(checkpoint: Path) -> BuiltInEmbedder:
    return BuiltInEmbedder(checkpoint)


@pytest.mark.model
def test_both_engines_give_a_question_the_same_vector(
    embedder: BuiltInEmbedder, encoder: PassageEncoder
) -> None:
    ours = np.concatenate([embedder.embed_query(text) for text in QUESTIONS])
    assert np.abs(ours - encoder.encode(QUESTIONS, "query")).max() < 1e-5


@pytest.mark.model
def test_vectors_have_unit_length_and_the_stated_shape(embedder: BuiltInEmbedder) -> None:
    passages = embedder.embed_passages([PASSAGE, "短文。", PASSAGE[:20]])
    assert passages.shape == (3, embedder.dimension)
    assert passages.dtype == np.float32
    assert np.abs(np.linalg.norm(passages, axis=1) - 1).max() < 1e-5
    assert embedder.embed_query("问").shape == (1, embedder.dimension)
    assert embedder.embed_passages([]).shape == (0, embedder.dimension)


@pytest.mark.model
def test_the_prefixes_are_really_put_before_the_texts(
    checkpoint: Path, encoder: PassageEncoder, embedder: BuiltInEmbedder
) -> None:
    bare = PassageEncoder(str(checkpoint), prompts={"query": "", "passage": ""}, half=False)
    for kind, prefix in (("query", "query: "), ("passage", "passage: ")):
        with_prefix = encoder.encode([PASSAGE], kind)[0]
        assert with_prefix @ bare.encode([prefix + PASSAGE], kind)[0] > 0.99999
        # forgetting the prefix is nearly invisible in the cosine: hold it far below equality
        assert with_prefix @ bare.encode([PASSAGE], kind)[0] < 0.999
    own = QueryEncoder(checkpoint, prompt="").encode("query: 低保")[0]
    assert embedder.embed_query("低保")[0] @ own > 0.99999


@pytest.mark.model
def test_the_checkpoint_itself_carries_the_prompts(
    checkpoint: Path, encoder: PassageEncoder
) -> None:
    assert PassageEncoder(str(checkpoint), half=False).prompts == PROMPTS == encoder.prompts


@pytest.mark.model
def test_half_precision_stays_near_and_has_unit_length(
    checkpoint: Path, encoder: PassageEncoder
) -> None:
    half = PassageEncoder(str(checkpoint), prompts=PROMPTS, half=True)
    rough = half.encode([PASSAGE, *QUESTIONS], "passage")
    exact = encoder.encode([PASSAGE, *QUESTIONS], "passage")
    assert (rough * exact).sum(axis=1).min() > 0.999
    assert np.abs(np.linalg.norm(rough, axis=1) - 1).max() < 1e-5


@pytest.mark.model
def test_texts_of_one_batch_do_not_change_each_other(encoder: PassageEncoder) -> None:
    together = encoder.encode([PASSAGE, "短"], "passage")
    assert together[0] @ encoder.encode([PASSAGE], "passage")[0] > 0.99999


@pytest.mark.model
def test_any_local_folder_serves_as_a_model(checkpoint: Path, embedder: BuiltInEmbedder) -> None:
    local = load_embedder(str(checkpoint), cache_dir=checkpoint.parent)
    assert isinstance(local, LocalEmbedder)
    assert local.embed_query("低保")[0] @ embedder.embed_query("低保")[0] > 0.999
    other = load_embedder(
        str(checkpoint), cache_dir=checkpoint.parent, prompts={"query": "问：", "passage": ""}
    )
    assert len({local.name, other.name, embedder.name}) == 3


@pytest.mark.model
def test_token_counts_include_prompt_and_marks(encoder: PassageEncoder) -> None:
    assert encoder.longest == 512
    counts = encoder.token_counts(["", "补贴" * 400])
    assert counts[0] == encoder.token_counts(["补贴"])[0] - 1
    assert counts[1] > 400  # counted before any cut


def test_a_missing_folder_fails_at_once_with_the_way_out(tmp_path: Path) -> None:
    began = time.perf_counter()
    with pytest.raises(ModelUnavailableError, match=r"not on this machine.*hf download"):
        load_embedder(str(tmp_path / "bge-m3"), cache_dir=tmp_path)
    assert time.perf_counter() - began < 1


@pytest.mark.model
def test_a_hub_model_that_is_not_here_is_not_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    with pytest.raises(ModelUnavailableError, match=r"BAAI/bge-m3.*never downloaded"):
        load_embedder("BAAI/bge-m3", cache_dir=tmp_path)
    assert os.environ["HF_HUB_OFFLINE"] == os.environ["TRANSFORMERS_OFFLINE"] == "1"


def test_changed_weights_are_found_before_anything_is_embedded(
    checkpoint: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(checkpoint, copy)
    with (copy / "model.safetensors").open("r+b") as stream:
        stream.seek(-100, os.SEEK_END)
        stream.write(b"\xff")
    with pytest.raises(ModelUnavailableError, match=r"model\.safetensors .*changed on disk"):
        BuiltInEmbedder(copy).embed_passages([PASSAGE])


def test_the_default_is_the_built_in_model(checkpoint: Path) -> None:
    embedder: Embedder = load_embedder(cache_dir=checkpoint.parent)
    assert embedder.name.startswith("multilingual-e5-small/")
    assert embedder.dimension == 384


def test_bfloat16_is_chosen_by_the_processors_flags(monkeypatch: pytest.MonkeyPatch) -> None:
    def flags(text: str) -> None:
        monkeypatch.setattr(Path, "read_text", lambda *_, **__: text)

    flags("flags : fpu avx2 avx512f avx512_bf16")
    assert fast_bfloat16()
    flags("flags : fpu avx2 avx512f")
    assert not fast_bfloat16()


def test_gelu_agrees_with_the_error_function() -> None:
    import math

    x = np.linspace(-6, 6, 241, dtype=np.float32)
    exact = np.array([v * 0.5 * (1 + math.erf(v / math.sqrt(2))) for v in x.tolist()])
    assert np.abs(gelu(x) - exact).max() < 2e-6


def test_questions_encoded_together_have_the_vectors_that_they_have_alone(
    checkpoint: Path,
) -> None:
    encoder = QueryEncoder(checkpoint, prompt="query: ")
    texts = ["低保", "重庆市怎样支持搬迁群众自主创业？由哪些部门负责？", "怎麼轉？"]
    together = encoder.encode_many(texts)
    for text, vector in zip(texts, together, strict=True):
        assert np.allclose(encoder.encode(text)[0], vector, atol=1e-6)
