"""What the library has: documents, and the lists in which they stand (馆藏、清单)."""
