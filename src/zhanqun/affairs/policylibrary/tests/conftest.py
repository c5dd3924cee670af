"""Documents of the town: the bureau's are public, its office keeps the library."""

from datetime import date
from typing import Any

import pytest

from disclosing import Publishers, found_publishers
from town import Town
from zhanqun.content.library.api import Article


@pytest.fixture
def publishers(town: Town) -> Publishers:
    return found_publishers(town)


class Documents:
    """Short ways to documents, drafts and published ones."""

    def __init__(self, town: Town) -> None:
        self.town = town

    def draft(self, title: str = "青云市治理超限超载办法", **facts: Any) -> Article:
        usual = {
            "kind": "document",
            "column": self.town.column("zcwj"),
            "issuing_organs": ["青云市交通运输局"],
            "written_on": date(2015, 3, 1),
            "genre": "规范性文件",
            "validity": "in_force",
            "body": "<p>各区县交通运输局：</p><p>现将办法印发给你们，请遵照执行。</p>",
        }
        return self.town.draft(title, **usual | facts)

    def published(self, title: str = "青云市治理超限超载办法", **facts: Any) -> Article:
        return self.town.publish(self.draft(title, **facts))

    def interpretation(self, document: Article, **facts: Any) -> Article:
        usual = {
            "kind": "interpretation",
            "interprets": [document.uid],
            "form": "text",
            "column": self.town.column("gzdt"),
        }
        return self.town.draft("一图读懂治理超限超载办法", **usual | facts)


@pytest.fixture
def documents(publishers: Publishers) -> Documents:
    return Documents(publishers.town)
