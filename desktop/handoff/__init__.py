"""Files between offices: written, signed, sent, received, sent back."""
