"""Taking the address to serve on."""

from __future__ import annotations

import pytest

from assistant.errors import PortInUseError, SettingsError
from assistant.web.server import listen


def test_a_busy_port_is_named_with_the_way_out() -> None:
    taken = listen("127.0.0.1", 0)
    taken.listen()
    port = taken.getsockname()[1]
    with pytest.raises(PortInUseError, match=rf"port {port} on 127\.0\.0\.1 .* --port"):
        listen("127.0.0.1", port)
    taken.close()


def test_an_address_of_another_machine_cannot_be_served_on() -> None:
    with pytest.raises(SettingsError, match=r"cannot listen on 192\.0\.2\.1:7860 .* --host"):
        listen("192.0.2.1", 7860)
