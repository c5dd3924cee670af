"""Accounts (账号安全): second factor, sessions, log-in by a provider, dormant accounts."""

__all__: list[str] = []
