const server = require("http").createServer((request, response) => response.end()).listen(80);
// expect: STOP2020 warning 1-66 "node gets SIGTERM, and its SIGTERM"
process.on("SIGTERM", () => { server.close(); process.exit(0); });
