const http = require("http");
http.createServer((req, res) => res.end("ok")).listen(8080);
for (const s of ["INT", "TERM"]) process.on(`SIG${s}`, () => process.exit(0));
