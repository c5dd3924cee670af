"""What stands at a mirror, in a file without a name."""

from zhanqun.delivery.mirrors.transports import inventory
from zhanqun.delivery.mirrors.transports.inventory import Inventory


def test_given_names_that_are_accounted_for_then_the_rest_comes_sorted_and_in_parts(monkeypatch):
    monkeypatch.setattr(inventory, "CHUNK", 2)
    there = Inventory((name, f"md5 of {name}") for name in ("附", "b", "a.html", "a", "b"))

    there.account_for(["a", "never there"])

    assert list(there.rest()) == [["a.html", "b"], ["附"]]
    assert [there.mark(name) for name in ("a", "b", "c")] == ["md5 of a", "md5 of b", ""]
