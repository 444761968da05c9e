import { createServer } from "http";
createServer((request, response) => setTimeout(() => response.end("done"), request.url!.endsWith("slow") ? 2000 : 0)).listen(8000);
