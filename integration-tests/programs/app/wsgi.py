import time

def app(environ, start_response):
    if environ["PATH_INFO"].endswith("slow"):
        time.sleep(2)
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "4")])
    return [b"done"]

application = app
