const { spawn } = require('child_process');
const child = spawn('node', ['server.js'], { stdio: 'inherit' });
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', code => process.exit(code));
