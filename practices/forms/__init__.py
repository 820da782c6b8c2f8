"""What administrators and searchers type."""
