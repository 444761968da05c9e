module.exports = { apps: [{ script: "other.js", kill_timeout: 5000 }, { script: "server.js" }] };
