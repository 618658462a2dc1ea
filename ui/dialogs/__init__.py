"""The few dialogs: the first questions, and a store that cannot be opened."""
