async def app(scope, receive, send):
    while True:
        await receive()
