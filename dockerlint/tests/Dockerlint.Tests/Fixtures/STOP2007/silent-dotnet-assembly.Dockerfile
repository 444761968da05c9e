FROM mcr.microsoft.com/dotnet/aspnet:10.0
ENTRYPOINT ["dotnet", "app.dll"]
