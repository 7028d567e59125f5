"""Find tables in sheets: header rows, stub, body, totals, notes."""
