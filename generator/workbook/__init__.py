"""Excel both ways: the workbook that an office fills in, and what workbooks say, as content."""
