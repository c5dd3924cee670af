"""From the database to the shapes (数据组装). Every read notes what it depends on."""
