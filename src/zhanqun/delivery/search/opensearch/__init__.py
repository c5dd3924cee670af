"""An OpenSearch cluster instead of an index per node (OpenSearch 适配)."""
