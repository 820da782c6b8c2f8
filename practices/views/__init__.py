"""The pages about practices, groups, accounts and roles."""
