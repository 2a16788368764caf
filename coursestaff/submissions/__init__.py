"""What a class handed in: whose each notebook is, and what can be read of it."""
