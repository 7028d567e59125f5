"""Primary risk rules, one a file: what is unsafe before anybody calculates."""
