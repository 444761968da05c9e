const server = require("http").createServer((request, response) => response.end()).listen(80);
process.on("SIGINT", () => {
  server.close(() => process.exit(0));
  setTimeout(() => process.exit(1), 8000);
});
