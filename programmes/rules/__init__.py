"""Who may do what in programmes: user and object to yes or no."""
