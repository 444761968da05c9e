import os

from celery import Celery

app = Celery("notifications", broker=os.environ["BROKER_URL"])
app.conf.task_acks_late = True
celery = app

from . import tasks  # noqa: E402,F401
