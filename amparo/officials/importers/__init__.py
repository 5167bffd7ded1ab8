"""Files of people in office, a module a kind: each reads bytes into records, without a database."""
