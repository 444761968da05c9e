const server = require("http").createServer((request, response) => response.end()).listen(80);
process.on("SIGTERM", () => server.close(() => process.exit(0)));
