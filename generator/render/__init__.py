"""A document into the formats that departments file: PDF now, others later."""
