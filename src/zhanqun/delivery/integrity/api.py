"""tamper protection (网页防篡改)."""
