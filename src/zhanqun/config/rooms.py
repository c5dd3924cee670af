"""The rooms of the house, from the ground up (模块清单)."""

ROOMS = (
    "ui",
    "core.audit",
    "core.units",
    "core.notices",
    "core.workcalendar",
    "core.accounts",
    "core.attachments",
    "core.checks",
    "core.papers",
    "core.casework",
    "core.intake",
    "content.sites",
    "content.library",
    "content.review",
    "content.alerts",
    "content.pages",
    "affairs.letters",
    "affairs.disclosure",
    "affairs.policylibrary",
    "affairs.requests",
    "affairs.annualreports",
    "delivery.staticsite",
    "delivery.integrity",
    "delivery.mirrors",
    "delivery.search",
    "delivery.traditional",
    "delivery.usage",
    "web",
)


def installed_rooms() -> list[str]:
    """Django applications in the order in which their templates win: upper floors first."""
    return [f"zhanqun.{room}" for room in reversed(ROOMS)]
