FROM eclipse-temurin:21
CMD ["java", "-jar", "app.jar"]
