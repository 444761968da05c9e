export default { apps: [{ script: "server.js", kill_timeout: 9000 }] };
