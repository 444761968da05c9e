require("./stop");
const server = require("http").createServer((request, response) => response.end()).listen(80);
