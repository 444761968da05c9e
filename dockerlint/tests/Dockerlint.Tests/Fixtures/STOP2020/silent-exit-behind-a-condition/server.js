const server = require("http").createServer((request, response) => response.end()).listen(80);
let open = 0;
process.on("SIGTERM", () => {
  server.close();
  if (open === 0) {
    process.exit(0);
  }
});
