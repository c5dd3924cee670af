"""Dependency keys of annual reports (依赖键)."""


def report_key(publisher_id: int, year: int) -> str:
    """What the published report of one year says."""
    return f"annualreport:{publisher_id}:{year}"


def reports_key(publisher_id: int) -> str:
    """Of which years a publisher has published reports."""
    return f"annualreports:{publisher_id}"
