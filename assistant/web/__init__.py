"""HTTP API, chat page, officials' page and portal widget."""
