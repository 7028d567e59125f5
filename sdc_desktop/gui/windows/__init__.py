"""Windows that put views and dialogs together."""
