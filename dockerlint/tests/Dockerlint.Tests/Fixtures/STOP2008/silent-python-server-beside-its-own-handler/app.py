import signal
import uvicorn

signal.signal(signal.SIGUSR1, lambda *_: print("dump"))
uvicorn.run("web:app")
