"""Widgets that show values and say what was asked."""
