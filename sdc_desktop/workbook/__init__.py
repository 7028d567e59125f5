"""Files in and out: reading, splicing, proving, records; no Qt."""
