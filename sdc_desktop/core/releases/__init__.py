"""Earlier releases: what they print of the same cells, and what both together give away."""
