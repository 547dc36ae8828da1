"""The report of a month or quarter for somebody outside, as PDF or as a workbook."""
