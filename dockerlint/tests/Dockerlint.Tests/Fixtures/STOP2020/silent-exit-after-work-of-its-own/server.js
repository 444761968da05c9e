const server = require("http").createServer((request, response) => response.end()).listen(80);
const fs = require("fs");
process.on("SIGTERM", () => {
  fs.writeFileSync("state", "x");
  process.exit(0);
});
