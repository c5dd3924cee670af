"""Everything that changes in this room (来信的办理)."""
