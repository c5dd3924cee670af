"""How `make bench` reads what it is told."""

import pytest

from zhanqun.config.commands.bench import chosen
from zhanqun.config.commands.steps import CommandFailed

KNOWN = {"audit": 0, "publish": 0}


def test_given_options_behind_a_name_then_they_go_to_that_benchmark():
    told = ["audit", "publish", "--articles", "10000,100000", "--sites", "100"]

    assert chosen(told, KNOWN) == [
        ("audit", []),
        ("publish", ["--articles", "10000,100000", "--sites", "100"]),
    ]


@pytest.mark.parametrize("told", [["pubish"], ["--articles", "10"], ["audit", "pubish"]])
def test_given_a_name_that_is_none_then_those_there_are_are_named(told):
    with pytest.raises(CommandFailed, match="audit, publish"):
        chosen(told, KNOWN)
