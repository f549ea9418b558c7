"""What stands beside an answer: notices and offered follow-ups."""
