"""Tables of what the shipped documents hold, checked by eye against their texts."""
