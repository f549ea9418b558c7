from __future__ import annotations

import pytest

from corpus.model import Jurisdiction, Level
from index.ranking import PlaceRelation, marker_key, matches_path, place_relation

HUNAN = Jurisdiction(name="湖南省", level=Level.PROVINCE)
CHENZHOU = Jurisdiction(name="郴州市", level=Level.CITY, ancestors=("湖南省",))
ANREN = Jurisdiction(name="安仁县", level=Level.COUNTY, ancestors=("湖南省", "郴州市"))
CHONGQING = Jurisdiction(name="重庆市", level=Level.PROVINCE)
NATION = Jurisdiction(name="全国", level=Level.NATIONAL)


@pytest.mark.parametrize(
    ("asked", "document", "relation"),
    [
        (CHENZHOU, CHENZHOU, PlaceRelation.SAME),
        (ANREN, CHENZHOU, PlaceRelation.WIDER),
        (HUNAN, CHENZHOU, PlaceRelation.NARROWER),
        (CHONGQING, CHENZHOU, PlaceRelation.OTHER),
        (CHONGQING, NATION, PlaceRelation.NATIONAL),
        (None, NATION, PlaceRelation.NATIONAL),
        (None, CHENZHOU, PlaceRelation.NARROWER),
    ],
)
def test_places_stand_to_each_other(
    asked: Jurisdiction | None, document: Jurisdiction, relation: PlaceRelation
) -> None:
    assert place_relation(asked, document) is relation


@pytest.mark.parametrize(
    ("asked", "path", "grade"),
    [
        (["五、", "（十四）"], ["五、", "（十四）"], 3),
        (["（十四）"], ["五、", "（十四）"], 2),
        (["第14條"], ["第二章", "第十四条"], 2),
        (["第十四条"], ["五、", "（十四）"], 1),
        (["19"], ["二、", "（四）", "19."], 1),
        (["第三条"], ["第四条"], 0),
        ([], ["一、"], 0),
    ],
)
def test_an_asked_path_meets_a_printed_one(asked: list[str], path: list[str], grade: int) -> None:
    assert matches_path(asked, path) == grade


def test_an_inserted_article_is_no_other_article() -> None:
    assert marker_key("第16-2条") == marker_key("第十六条之二")
    assert marker_key("第16-2条") not in (marker_key("第16条"), marker_key("第2条"))
    assert matches_path(["第16-2条"], ["第二章", "第16-2条"]) == 2
    assert matches_path(["第16条"], ["第16-2条"]) == 0
