const server = require("http").createServer((request, response) => response.end()).listen(80);
const stop = (code) => { server.close(); process.exit(code); };
// expect: STOP2020 warning 1-39 "node gets SIGTERM, and its SIGTERM"
process.once("SIGTERM", () => stop(0));
