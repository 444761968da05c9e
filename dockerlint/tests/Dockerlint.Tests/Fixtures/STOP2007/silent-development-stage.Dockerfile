FROM mcr.microsoft.com/dotnet/sdk:9.0 AS dev
CMD ["dotnet", "watch", "run"]
