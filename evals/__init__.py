"""Cases, metrics, runner and committed results."""
