"""HIDAS extracts: what a file must look like, how it is read, and what each of its values may be.

Nothing here touches the database. polars and numpy are imported only by the modules that workers use.
"""
