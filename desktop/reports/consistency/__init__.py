"""What a report says in two places must be one number."""
