"""What Lighthouse says of the screens a citizen sees most."""
