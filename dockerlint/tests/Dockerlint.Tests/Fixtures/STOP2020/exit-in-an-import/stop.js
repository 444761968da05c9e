const signals = ["SIGINT", "SIGTERM"];
for (const signal of signals) {
  // expect: STOP2020 info 3-69 "node gets SIGTERM, and its SIGTERM"
  process.on(signal, () => { console.log(signal); process.exit(); });
}
