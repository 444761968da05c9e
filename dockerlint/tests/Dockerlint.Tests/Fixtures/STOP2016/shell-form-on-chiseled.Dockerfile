FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
COPY app /app
# expect: STOP2016 error "fails to start"
CMD /app --port 80
