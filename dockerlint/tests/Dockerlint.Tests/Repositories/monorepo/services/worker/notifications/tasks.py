import time

from . import app


@app.task(bind=True, max_retries=5)
def notify(self, shipment_id: str, address: str) -> None:
    # The mail gateway takes its time.
    time.sleep(8)
