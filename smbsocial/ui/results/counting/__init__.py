"""Numbers that people give: counted at the counter, named by codes, spent, or typed."""
