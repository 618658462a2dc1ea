"""Schema revisions of the store; they never import the live entities."""
