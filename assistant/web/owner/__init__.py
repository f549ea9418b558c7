"""HTTP: the owner's page. What people ask, and which documents answer them."""
