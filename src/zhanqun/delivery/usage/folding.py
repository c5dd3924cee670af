"""From lines of the web server to sums of one hour (日志归并): pure, streaming, of one pass.

A line of our log has six fields between tabs: second, network, status, host, path, agent
(`staticsite/nginx/visits.conf`). nginx escapes what is not printable, so a tab is never a reader's.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from zhanqun.delivery.usage import robots
from zhanqun.delivery.usage.sketches import Sketch

STYLESHEET = b"/_/mode.css"
# A page that was sent, or that the reader's browser had already.
SEEN = frozenset({b"200", b"304"})
# What a beacon is answered.
TOLD = frozenset({b"204"})
PATH_MOST = 600
Page = tuple[int, str]


@dataclass(slots=True)
class _Client:
    """What one network and agent did within the hour; forgotten with it."""

    is_robot: bool
    stylesheets: int = 0
    span: bytes = b""
    in_span: int = 0
    most: int = 0
    views: list[tuple[bytes, bytes]] = field(default_factory=list)


@dataclass
class Hour:
    """The sums of one hour, ready to store. pages, robots: views."""

    pages: Counter[Page] = field(default_factory=Counter)
    robots: Counter[int] = field(default_factory=Counter)
    visitors: dict[int, Sketch] = field(default_factory=lambda: defaultdict(Sketch))


class Fold:
    """Takes the lines of one hour, then tells its sums.

    site_ids: by host name. by_beacon: views are told by a beacon, not by the pages sent.
    """

    def __init__(self, site_ids: Mapping[str, int], *, by_beacon: bool = False) -> None:
        self._sites = {host.encode(): number for host, number in site_ids.items()}
        self._by_beacon = by_beacon
        self._clients: dict[tuple[bytes, bytes], _Client] = {}
        self.lines = self.malformed = 0

    def take(self, lines: Iterable[bytes]) -> None:
        clients, known, wanted = self._clients, self._sites, TOLD if self._by_beacon else SEEN
        count = 0
        for line in lines:
            count += 1
            try:
                second, network, status, host, path, agent = line.split(b"\t")
            except ValueError:
                self.malformed += 1
                continue
            if host not in known:
                continue
            client = clients.get((network, agent))
            if client is None:
                is_robot = robots.names_itself_robot(agent)
                client = clients[network, agent] = _Client(is_robot)
            if path == STYLESHEET:
                client.stylesheets += 1
            elif status in wanted and len(path) <= PATH_MOST:
                client.views.append((host, path))
                span = second[:9]
                client.in_span = client.in_span + 1 if span == client.span else 1
                client.span = span
                if client.in_span > client.most:
                    client.most = client.in_span
        self.lines += count

    def sums(self, salt: bytes) -> Hour:
        """The hour without robots; salt: of the day, by which visitors are told apart."""
        hour = Hour()
        pages: Counter[tuple[bytes, bytes]] = Counter()
        for member, client in self._clients.items():
            if not client.views:
                continue
            if self._is_robot(client):
                hour.robots.update(self._sites[host] for host, _path in client.views)
                continue
            pages.update(client.views)
            for host in {host for host, _path in client.views}:
                hour.visitors[self._sites[host]].add(b"\t".join(member), salt)
        for (host, path), views in pages.items():
            hour.pages[self._sites[host], file_of(path)] += views
        return hour

    def _is_robot(self, client: _Client) -> bool:
        # The stylesheet of a page from a cache in front does not reach our log.
        stylesheets = len(client.views) if self._by_beacon else client.stylesheets
        return client.is_robot or robots.behaves_as_robot(
            pages=len(client.views), stylesheets=stylesheets, in_ten_seconds=client.most
        )


def file_of(path: bytes) -> str:
    """The published path that an address leads to; nothing in it is trusted."""
    text = path.decode("ascii", "replace").replace("\0", "")
    return f"{text}index.html" if text.endswith("/") else text
