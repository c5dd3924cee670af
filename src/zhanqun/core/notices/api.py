"""Notices to people (提醒): the inbox at the desk, the daily digest, mail."""

__all__: list[str] = []
