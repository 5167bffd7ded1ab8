"""Importers, a file a source: each reads bytes into `records`, and writes nothing.

A newcomer's mistake: saving in an importer. `operations.importing.store` writes what any of them
read, in one transaction, so that a file that breaks in the middle leaves nothing half.
"""
