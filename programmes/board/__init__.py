"""A group's figures as its pages show them: key figures, tables, charts and where each opens. No queries."""
