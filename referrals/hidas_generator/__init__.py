"""HIDAS extracts of any size from a seed: ordinary rows, decoys, and planted errors with their answers.

Written from the layout and the rules as they are stated, not from the checks, so that one can test the other.
Nothing here reads the database but `from_database`.
"""
