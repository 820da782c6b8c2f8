"""What people type into programmes."""
