namespace Dockerlint.SignalPath.Applications;

/// <summary>What is known of Python's modules and signals: who takes a signal, at which call, and who leaves them alone.</summary>
internal static class PythonLibraries
{
    /// <summary>Modules that install no handler, whatever is called in them; Python's own are among them.</summary>
    private static readonly HashSet<string> _neutral = new(StringComparer.Ordinal);

    /// <summary>
    /// Calls that take SIGTERM and SIGINT and end in order. Measured as PID 1 with a request in flight: aiohttp 3.8 (served, exit 0), uvicorn 0.17,
    /// hypercorn 0.13, cherrypy 18.8. The others: sanic.dev (Worker Manager), python-telegram-bot's Application.run_polling (stop_signals),
    /// python-rq.org (Worker), docs.celeryq.dev (worker_main), faststream (App.run), quart (app.run is hypercorn).
    /// </summary>
    private static readonly (string Module, string Call)[] _draining =
    [
        ("aiohttp", "run_app("), ("uvicorn", "uvicorn.run("), ("uvicorn", ".serve("), ("hypercorn", "serve("), ("cherrypy", "quickstart("),
        ("cherrypy", "signals.subscribe("), ("sanic", ".run("), ("telegram", "run_polling("), ("telegram", "run_webhook("), ("rq", ".work("),
        ("celery", "worker_main("), ("faststream", ".run("), ("quart", ".run("),
    ];

    /// <summary>Modules whose handling of signals is not followed.</summary>
    private static readonly HashSet<string> _mayRegister = new(StringComparer.Ordinal)
    {
        "twisted", "gunicorn", "celery", "rq", "sanic", "quart", "aiogram", "discord", "faststream", "faust", "huey", "dramatiq", "nameko", "locust",
        "streamlit", "prefect", "airflow", "dagster", "ray", "supervisor", "circus", "daemon", "cherrypy", "uvicorn", "hypercorn", "telegram",
        "hydra", "litestar", "django", "scrapy", "gradio", "chainlit", "pyspark", "mlflow", "bentoml", "luigi", "procrastinate", "aiomisc", "aiorun",
        "functions_framework", "pytest", "nicegui", "livekit", "IPython", "cotyledon", "oslo_service", "temporalio",
    };

    static PythonLibraries()
    {
        string[] rows =
        [
            "__future__ abc argparse array ast asyncio atexit base64 binascii bisect builtins calendar cmath codecs collections concurrent",
            "configparser contextlib contextvars copy csv ctypes dataclasses datetime",
            "decimal difflib email enum errno faulthandler fcntl filecmp",
            "fnmatch fractions ftplib functools gc getopt getpass gettext glob grp",
            "gzip hashlib heapq hmac html http imaplib importlib inspect io",
            "ipaddress itertools json keyword linecache locale logging lzma",
            "math mimetypes mmap multiprocessing numbers operator os pathlib pickle",
            "pkgutil platform pprint pwd queue random re resource runpy sched secrets select selectors shelve shlex shutil signal smtplib socket",
            "socketserver sqlite3 ssl stat statistics string struct subprocess",
            "sys sysconfig syslog tarfile tempfile textwrap threading time timeit",
            "token tokenize traceback types typing typing_extensions unicodedata unittest",
            "urllib uuid warnings weakref wsgiref xml xmlrpc zipfile zlib",
            "zoneinfo tomllib",
            // Servers and loops that leave SIGTERM alone, measured: tornado, gevent, eventlet, waitress, grpc, websockets, apscheduler, bottle,
            // aiosmtpd, trio; flask's own server catches KeyboardInterrupt only.
            "flask tornado gevent eventlet waitress grpc grpc_health grpc_reflection",
            "websockets websocket apscheduler bottle aiosmtpd trio anyio uvloop",
            "aiohttp flask_cors flask_sqlalchemy flask_restful flask_login flask_migrate flask_jwt_extended flask_socketio flask_restx flask_wtf",
            "werkzeug starlette fastapi falcon pyramid webob socketio engineio schedule watchdog",
            "requests httpx urllib3 certifi redis aioredis psycopg2 psycopg",
            "pymongo motor pymysql mysql MySQLdb asyncpg aiosqlite aiomysql sqlalchemy",
            "alembic peewee cassandra neo4j elasticsearch opensearchpy",
            "influxdb influxdb_client clickhouse_driver clickhouse_connect pyodbc oracledb",
            "boto3 botocore aiobotocore google googleapiclient azure kubernetes docker",
            "hvac consul etcd3 minio paramiko ldap3 kafka confluent_kafka",
            "aiokafka pika aio_pika kombu nats stomp zmq paho asyncio_mqtt aiomqtt pymemcache",
            "numpy pandas scipy sklearn matplotlib PIL cv2 nltk spacy",
            "torch torchvision tensorflow keras transformers sentence_transformers openai anthropic langchain tiktoken",
            "yaml toml tomli ujson orjson simplejson msgpack jinja2",
            "mako markupsafe markdown dotenv environs decouple pydantic pydantic_settings attr",
            "attrs marshmallow jsonschema dateutil pytz tzlocal pendulum arrow click",
            "typer rich tqdm colorama termcolor tabulate bs4 lxml feedparser",
            "jwt passlib cryptography bcrypt nacl itsdangerous prometheus_client",
            "opentelemetry sentry_sdk structlog loguru pythonjsonlogger statsd datadog",
            "stripe twilio slack_sdk slack_bolt tweepy praw gspread psutil netifaces dns serial usb RPi tenacity backoff cachetools six future",
            "wrapt packaging pkg_resources setuptools validators phonenumbers shapely geopy haversine croniter humanize unidecode",
        ];
        foreach (var row in rows)
        {
            _neutral.UnionWith(row.Split(' '));
        }
    }

    public static bool IsNeutral(string module) => _neutral.Contains(Top(module));

    /// <summary>A module that is neither known to leave signals alone nor known to take them at one call.</summary>
    public static bool MayRegister(string module) => _mayRegister.Contains(Top(module));

    /// <summary>The call in this code by which a module takes SIGTERM and SIGINT; null: none.</summary>
    public static (string Call, int At)? Draining(string code, List<string> imports)
    {
        foreach (var (module, call) in _draining)
        {
            if (imports.Exists(import => Top(import) == module) && code.IndexOf(call, StringComparison.Ordinal) is >= 0 and var at)
            {
                return (call.TrimStart('.').TrimEnd('('), at);
            }
        }

        return null;
    }

    public static string Top(string module) => module.IndexOf('.') is > 0 and var dot ? module.Substring(0, dot) : module;
}
