#!/bin/bash
trap "curl -X POST http://localhost:$PORT/actuator/shutdown" TERM
java -jar /app.jar &
wait $!
wait $!
