import express from "express";
import { routes } from "./routes.mjs";
express().use(routes).listen(8080);
