FROM mcr.microsoft.com/dotnet/sdk:10.0
# expect: STOP2007 info
CMD ["dotnet", "run"]
