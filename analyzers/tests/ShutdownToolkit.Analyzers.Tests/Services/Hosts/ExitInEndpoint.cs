var app = WebApplication.Create(args);
app.MapPost("/shutdown", () => Environment.Exit(0)); //! STOP1403
app.Run();
