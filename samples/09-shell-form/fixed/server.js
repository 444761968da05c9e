const http = require('node:http');

const server = http.createServer((request, response) => setTimeout(() => response.end('ok\n'), 3000));
server.listen(8080, () => console.log('ready'));

process.on('SIGTERM', () => server.close(() => console.log('drained')));
