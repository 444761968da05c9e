require("http").createServer((q, a) => a.end("x")).listen(80);
