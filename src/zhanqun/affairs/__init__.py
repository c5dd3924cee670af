"""Public business; rooms here are strangers to each other (政务业务)."""
