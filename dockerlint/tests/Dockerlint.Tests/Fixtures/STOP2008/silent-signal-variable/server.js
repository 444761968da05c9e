const { signals } = require("signals-of-ours");
const http = require("http");
http.createServer((req, res) => res.end("ok")).listen(8080);
signals.forEach((signal) => process.on(signal, stop));
