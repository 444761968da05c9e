import time
from django.http import HttpResponse
from django.urls import path

def slow(request):
    time.sleep(2)
    return HttpResponse("done")

urlpatterns = [path("slow", slow)]
