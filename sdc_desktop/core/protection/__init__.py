"""Ways to protect, one method a file."""
