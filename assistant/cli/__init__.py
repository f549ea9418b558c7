"""The policy-assistant command line, one module per command group."""
