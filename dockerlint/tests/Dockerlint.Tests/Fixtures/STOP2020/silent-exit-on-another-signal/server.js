const server = require("http").createServer((request, response) => response.end()).listen(80);
process.on("SIGINT", () => process.exit(0));
process.on("SIGTERM", () => server.close());
