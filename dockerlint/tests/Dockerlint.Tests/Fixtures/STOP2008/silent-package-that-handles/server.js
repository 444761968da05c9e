const { createTerminus } = require("@godaddy/terminus");
const http = require("http");
http.createServer((req, res) => res.end("ok")).listen(8080);
