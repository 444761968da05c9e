module.exports = { apps: [{ script: "server.js", kill_timeout: Number(process.env.KILL) }] };
