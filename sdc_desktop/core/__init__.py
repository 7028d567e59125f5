"""The check itself: values in, values out; no Qt, no files, no clock."""
