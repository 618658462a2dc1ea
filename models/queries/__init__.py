"""Reading functions: each takes the connection first and returns plain values."""
