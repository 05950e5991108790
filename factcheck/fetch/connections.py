"""How `requests` is made to take a checked route: an adapter whose connections cannot go anywhere else."""

from __future__ import annotations

import socket
from functools import partial
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from factcheck.fetch.routes import Route, WatchedSocket

MAX_WIRE_BYTES = 10_000_000
WIRE_OVERHEAD_BYTES = 1_000_000  # headers, chunk sizes and TLS of one answer, on top of its body


class _Routed:
    """Mixed into urllib3's connections: the socket comes from the route, whatever the host says."""

    sock: Any

    def __init__(self, *args: Any, route: Route, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._route = route

    def _new_conn(self) -> socket.socket:
        return self._route.connect()

    def connect(self) -> None:
        super().connect()  # type: ignore[misc]
        self.sock = WatchedSocket(self.sock, self._route.clock, MAX_WIRE_BYTES + WIRE_OVERHEAD_BYTES)


class _PlainConnection(_Routed, HTTPConnection):
    pass


class _SecureConnection(_Routed, HTTPSConnection):
    pass


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _PlainConnection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


class RoutedAdapter(HTTPAdapter):
    """An adapter for one request over one route. Certificates are always checked, with certifi's authorities."""

    def __init__(self, route: Route) -> None:
        self._route = route
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **kwargs: Any) -> None:
        self.poolmanager = PoolManager(num_pools=connections, maxsize=maxsize, block=block, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {
            "http": partial(_PlainPool, route=self._route),
            "https": partial(_SecurePool, route=self._route),
        }

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        """Never: the route itself goes through the proxy, if there is one."""
        raise AssertionError("no proxy but the route's")
