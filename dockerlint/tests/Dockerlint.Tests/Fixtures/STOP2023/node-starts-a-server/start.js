const { execSync, spawn } = require('child_process');
execSync('npx prisma migrate deploy');
spawn(process.execPath, ['server.js'], { stdio: 'inherit' }).on('exit', code => process.exit(code));
