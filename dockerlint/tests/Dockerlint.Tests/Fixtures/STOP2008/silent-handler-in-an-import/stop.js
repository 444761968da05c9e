process.once("SIGTERM", () => server.close());
