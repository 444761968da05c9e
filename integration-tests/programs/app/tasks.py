import time
from celery import Celery

app = Celery("tasks", broker="redis://127.0.0.1:6379/0", backend="redis://127.0.0.1:6379/1")

@app.task
def slow():
    open("/tmp/task-started", "w").close()
    time.sleep(2)
    open("/tmp/task-done", "w").close()

def job():
    open("/tmp/task-started", "w").close()
    time.sleep(2)
    open("/tmp/task-done", "w").close()
