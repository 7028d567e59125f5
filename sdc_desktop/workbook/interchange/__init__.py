"""Files that experts exchange suppression problems in: JJ, and the tables of τ-ARGUS."""
