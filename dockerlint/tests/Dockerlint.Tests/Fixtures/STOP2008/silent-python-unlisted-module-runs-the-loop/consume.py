import inhouse_queue

inhouse_queue.run(handler=print)
