"""Log lines as the web server writes them."""

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Safari/537.36"
)
PHONE = (
    "Mozilla/5.0 (Linux; Android 15; zh-cn) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"
)
SPIDER = "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)"
HOST = "jtj.qingyun.localhost"
STYLESHEET = "/_/mode.css"


def line(
    path: str,
    second: float = 1_781_568_000.0,
    *,
    network: str = "203.0.113",
    status: int = 200,
    host: str = HOST,
    agent: str = CHROME,
) -> bytes:
    return f"{second:.3f}\t{network}\t{status}\t{host}\t{path}\t{agent}".encode()


def visit(path: str, second: float = 1_781_568_000.0, **facts: object) -> list[bytes]:
    """A page as a browser opens it, with its stylesheet."""
    return [line(path, second, **facts), line(STYLESHEET, second + 0.1, **facts)]
