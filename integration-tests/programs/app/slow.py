"""A backend behind proxies: /slow answers "done" after two seconds."""
import http.server, time

class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path.endswith("slow"):
            time.sleep(2)
        self.send_response(200)
        self.send_header("Content-Length", "4")
        self.end_headers()
        self.wfile.write(b"done")

    def log_message(self, *_):
        pass

http.server.ThreadingHTTPServer(("127.0.0.1", 9000), Handler).serve_forever()
