"""Files from outside: read strictly, judged row by row; nothing here writes."""
