"""Files of offices, a module a kind: each reads bytes into records and knows no database."""
