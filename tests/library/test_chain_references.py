"""Every figure of the chain can be made for every industry and platform, and says whose it is."""

import json
from pathlib import Path
from typing import Any

import pytest

from smbsocial.domain.ids import GoalKey, IndustryKey, PlatformKey
from smbsocial.domain.ranges import Basis, Figure
from smbsocial.library.loader import FileLibrary

GOAL = GoalKey("foot_traffic")


@pytest.fixture(scope="module")
def nodes(library_root: Path) -> dict[str, dict[str, Any]]:
    text = (library_root / "en" / "chain.json").read_text(encoding="utf-8")
    figures: dict[str, dict[str, Any]] = json.loads(text)["figures"]
    return figures


def made(
    library: FileLibrary, nodes: dict[str, dict[str, Any]], industry: IndustryKey
) -> list[Figure]:
    chain = library.chain_figures(industry, GOAL)
    found = []
    for key, node in nodes.items():
        platforms = node["platforms"].keys() | node["closest"].keys() if "platforms" in node else []
        found += [chain.figure(key, PlatformKey(each)) for each in sorted(platforms)]
        found += [] if platforms else [chain.figure(key)]
    return found


def test_each_says_whose_it_is_and_of_when(
    library: FileLibrary, nodes: dict[str, dict[str, Any]]
) -> None:
    for brief in library.industries():
        for figure in made(library, nodes, brief.key):
            assert figure.sources, figure.note
            assert figure.year, figure.note
            assert figure.note
            if figure.basis is Basis.PUBLISHED:
                assert {source.key for source in figure.sources} - {"gk", "ed"}, figure.note
            assert figure.basis in {Basis.PUBLISHED, Basis.CLOSEST, Basis.UNVERIFIED}


def test_platforms_and_industries_named_in_the_chain_exist(
    library: FileLibrary, nodes: dict[str, dict[str, Any]]
) -> None:
    platforms = {each.key for each in library.platforms()}
    industries = {each.key for each in library.industries()}
    for key, node in nodes.items():
        assert set(node.get("platforms", {})) <= platforms, key
        assert set(node.get("closest", {})) <= platforms, key
        assert set(node.get("closest", {}).values()) <= set(node.get("platforms", {})), key
        for own in node.get("own", {}).values():
            assert set(own) <= industries, key


@pytest.mark.parametrize(("industry", "goal"), [("nothing", "foot_traffic"), ("cafe", "nothing")])
def test_an_unknown_pair_is_a_key_error(library: FileLibrary, industry: str, goal: str) -> None:
    with pytest.raises(KeyError):
        library.chain_figures(IndustryKey(industry), GoalKey(goal))
