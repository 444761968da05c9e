var app = new CommandApp<Copy>();
return await app.ExecuteAsync(args);
