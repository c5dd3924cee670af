"""Addresses of the public pages, the same on every site."""

RECEIPT_PATH = "/intake/receipt/"
