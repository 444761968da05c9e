FROM mcr.microsoft.com/dotnet/sdk:10.0
# expect: STOP2007 info 6-14 "dotnet run is the main process: it passes"
CMD ["dotnet", "run"]
