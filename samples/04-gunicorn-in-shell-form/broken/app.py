import time


def app(environ, start_response):
    time.sleep(0.5)
    start_response('200 OK', [('Content-Type', 'text/plain')])
    return [b'ok\n']
