const server = require("http").createServer((request, response) => setTimeout(() => response.end("done"), request.url.endsWith("slow") ? 2000 : 0)).listen(8000);
for (const signal of ["SIGTERM", "SIGINT"]) {
  process.on(signal, () => server.close(() => process.exit(0)));
}
