const { spawnSync } = require('node:child_process');
process.on('SIGTERM', () => process.exit(0));
spawnSync('node', ['server.js'], { stdio: 'inherit' });
