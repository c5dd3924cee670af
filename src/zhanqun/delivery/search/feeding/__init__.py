"""How texts reach the index (索引更新): read from PostgreSQL, followed by a log, built anew."""
