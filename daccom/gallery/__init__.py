"""What the component gallery shows: invented, small, one example of each kind."""
