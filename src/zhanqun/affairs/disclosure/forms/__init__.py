"""Forms of disclosure at the desk (公开表单); field names are those of the services."""
