import { Router } from "express";
import { pool } from "./database";

export const shipments = Router();

shipments.get("/:id", async (request, response) => {
  const { rows } = await pool.query("select * from shipments where id = $1", [request.params.id]);
  response.status(rows.length ? 200 : 404).json(rows[0] ?? {});
});
