"""The engine of secondary suppression: which cells to withhold so that others stay uncertain."""
