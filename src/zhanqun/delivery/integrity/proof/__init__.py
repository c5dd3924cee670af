"""Proof after publishing (发布后核验): the public address is asked, as any reader would."""
