process.on("SIGQUIT", () => server.close());
