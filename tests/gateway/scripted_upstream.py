"""A bank of the test's own: answers every request with the bytes it was given last, over plain TCP or TLS, and counts."""
import enum
import socket
import threading


class After(enum.Enum):
    """What follows an answer: the next request, the end, or an end that TLS was not told of (RFC 8446 section 6.1)."""
    KEEP, CLOSE, CUT = range(3)


class ScriptedUpstream:
    """`answer` is what each request gets, `after` what follows it, `context` the TLS of new connections (None: plain). Counts
    `connections` that were accepted and keeps the heads of the `requests` that arrived."""

    def __init__(self):
        self.context, self.answer, self.after = None, b"", After.KEEP
        self.connections, self.requests, self.server_names, self.certificates = 0, [], [], []
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            connection, _ = self.listener.accept()
            self.connections += 1
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        connection.settimeout(30)
        try:
            if self.context is not None:
                connection = self.context.wrap_socket(connection, server_side=True)
                self.certificates.append(connection.getpeercert())
            while self.serve_one(connection):
                pass
        except OSError:
            pass  # the gateway wants nothing of us; the counts say so
        finally:
            connection.close()

    def serve_one(self, connection):
        request = b""
        while b"\r\n\r\n" not in request:
            piece = connection.recv(65536)
            if not piece:
                return False
            request += piece
            if request.startswith(b"\x16"):  # TLS, to a server that has none
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                return False
        self.requests.append(request.partition(b"\r\n\r\n")[0].decode("latin-1"))
        after = self.after
        connection.sendall(self.answer)
        if after is After.CLOSE and self.context is not None:
            connection.unwrap()
        return after is After.KEEP
