const s = require('http').createServer((q, r) => r.end()).listen(3000);
process.on('SIGTERM', () => s.close());
