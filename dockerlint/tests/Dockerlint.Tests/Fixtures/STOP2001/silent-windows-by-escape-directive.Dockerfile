# escape=`
FROM registry.example.com/base
WORKDIR C:\app
CMD server.exe --port 80
