"""What is put on paper: sheets as readers see them, and the list of findings."""
