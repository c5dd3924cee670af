"""The port of the demo city (演示端口): every address that its pages show has it."""

from datetime import datetime

from zhanqun.content.sites import api as sites


def move_to_port(port: int, *, now: datetime) -> int:
    """Bring all sites to this port; returns how many were on another."""
    moved = [profile for profile in sites.profiles() if profile.port != port]
    for profile in moved:
        sites.update_site(profile=profile, facts={"port": port}, by=None, now=now)
    return len(moved)
