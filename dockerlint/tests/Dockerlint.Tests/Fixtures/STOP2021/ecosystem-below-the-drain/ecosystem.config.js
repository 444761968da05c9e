module.exports = {
  apps: [
    {
      script: "./server.js",
      // expect: STOP2021 warning 21-25 "node may take 8 s (the program's own"
      kill_timeout: 3000,
    },
  ],
};
