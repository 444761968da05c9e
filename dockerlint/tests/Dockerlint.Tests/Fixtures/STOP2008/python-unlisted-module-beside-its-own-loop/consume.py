import inhouse_queue

queue = inhouse_queue.connect()
while True:
    queue.handle(queue.take())
