"""Where reports stand on the site of their publisher (地址); they never change."""

INDEX = "/disclosure/"


def publisher_path(code: str) -> str:
    return f"{INDEX}{code}/"


def report_path(code: str, year: int) -> str:
    return f"{publisher_path(code)}reports/{year}.html"


def file_path(code: str, year: int, form: str) -> str:
    return f"{publisher_path(code)}reports/{year}.{form}"
