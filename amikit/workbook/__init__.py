"""The budget in and out of spreadsheets: a workbook whose totals are live, and its way back to the files."""
