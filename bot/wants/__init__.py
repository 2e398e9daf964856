"""What turns asked of the world, done outside them."""
