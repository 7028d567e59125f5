"""Item models that look core values up."""
