FROM mcr.microsoft.com/dotnet/sdk:9.0
WORKDIR /app
# expect: STOP2007 warning 6-14 "dotnet watch is the main process"
CMD ["dotnet", "watch", "run"]
