import express from "express";
import pino from "pino";
import { pool } from "./database";
import { shipments } from "./shipments";

const log = pino();
const app = express();
app.use(express.json());
app.use("/shipments", shipments);
app.get("/healthz", (_request, response) => response.send("ok"));

const server = app.listen(Number(process.env.PORT ?? 3000), () => log.info("listening"));

process.on("SIGTERM", () => {
  log.info("draining");
  server.close(async () => {
    await pool.end();
    log.info("drained");
    process.exit(0);
  });
});
