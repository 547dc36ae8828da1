"""What came of it: KPIs against their targets, cost and return, reach, and the report."""
