"""How a search is answered (检索应答), the same for every engine."""
