"""full text over the cluster (全文检索)."""
