var app = WebApplication.Create(args);
app.Run(async context => await context.Response.WriteAsync("ok"));
await app.RunAsync();
