"""Documents of the town, for whoever tries the library."""

from datetime import date
from typing import Any

from town import Town
from zhanqun.content.library.api import Article

NUMBERS = {"青云市供热管理办法": "青交〔2026〕3号"}


def document(town: Town, title: str = "青云市供热管理办法", **facts: Any) -> Article:
    """A document of the bureau, live on its site."""
    return town.published(
        title,
        **{
            "kind": "document",
            "column": town.column("zcwj"),
            "number": "",
            "issuing_organs": ["青云市交通运输局"],
            "written_on": date(2026, 3, 1),
            "validity": "in_force",
            "topic_class": "工业、交通\\公路",
            "body": "<h2>第一章　总则</h2><p>第一条　为了保障居民温暖过冬，制定本办法。</p>",
        }
        | facts,
    )
