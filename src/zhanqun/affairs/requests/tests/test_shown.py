"""The platform leads to the form and to its course."""

from zhanqun.affairs.requests.shown import on_platform


def test_given_a_publisher_then_its_page_says_how_long_it_takes_unless_it_takes_none(publishers):
    block = on_platform(publishers.bureau)
    assert block is not None
    assert "20个工作日" in block.note
    assert [link.url for link in block.links] == ["/intake/receipt/"]

    publishers.bureau.takes_requests = False
    assert on_platform(publishers.bureau) is None
