const server = require("http").createServer((request, response) => response.end()).listen(80);
// expect: STOP2020 info 1-45 "node gets SIGTERM, and its SIGTERM"
process.on("SIGTERM", () => process.exit(0));
