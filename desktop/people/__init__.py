"""The people in the register of staff: what is held on them, what left, and erasing them."""
