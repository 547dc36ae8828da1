"""Numbers that files bring: read in a worker, shown in one preview, taken in as one step."""
