const server = require("http").createServer((request, response) => response.end()).listen(80);
const { promisify } = require("util");
process.on("SIGTERM", async () => {
  await promisify(server.close.bind(server))();
  process.exit(0);
});
