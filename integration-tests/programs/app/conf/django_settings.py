SECRET_KEY = "measured"
ROOT_URLCONF = "django_urls"
ALLOWED_HOSTS = ["*"]
