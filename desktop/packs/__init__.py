"""What a report is, as data with days of validity: outline, words, template, rates, deadlines."""
