FROM azul/zulu-openjdk-alpine:8u192
COPY app.jar /app.jar
# expect: STOP2001 info 1-23 "CMD in shell form works today only because"
CMD java -jar /app.jar
