using Dockerlint.Stops;

namespace Dockerlint.Tests.SignalPath;

/// <summary>Before 3.4 a web application of Spring Boot drains only where its settings say so.</summary>
public sealed class SpringBootTests
{
    private const string Dockerfile = "FROM eclipse-temurin:17\nCOPY target/app.jar /app.jar\n";
    private const string Jar = "ENTRYPOINT [\"java\", \"-jar\", \"/app.jar\"]\n";
    private const string Web = "<artifactId>spring-boot-starter-web</artifactId>";

    [Theory]
    [InlineData("2.7.18", "", Verdict.CutShort)]
    [InlineData("3.3.9", "port: 80", Verdict.CutShort)]
    [InlineData("3.4.0", "", Verdict.Graceful)]
    [InlineData("4.0.1", "", Verdict.Graceful)]
    [InlineData("1.5.22.RELEASE", "", Verdict.Graceful)]
    [InlineData("${spring.version}", "", Verdict.Graceful)]
    [InlineData("3.1.0", "shutdown: graceful", Verdict.Graceful)]
    public void Version_SaysWhatTheServerDoesWithoutASetting(string version, string setting, Verdict verdict) =>
        Assert.Equal(verdict, Folder.Of(Dockerfile + Jar, Pom(version, Web), ("src/main/resources/application.yml", $"server:\n  {setting}\n"))
            .Route().Verdict);

    [Theory]
    [InlineData("ENV SERVER_SHUTDOWN=graceful\n" + Jar)]
    [InlineData("ENV JAVA_TOOL_OPTIONS=-Dserver.shutdown=graceful\n" + Jar)]
    [InlineData("ENTRYPOINT [\"java\", \"-Dserver.shutdown=graceful\", \"-jar\", \"/app.jar\"]\n")]
    [InlineData("ENTRYPOINT [\"java\", \"-cp\", \"/app\", \"Main\"]\n")]
    public void CallThatMaySayIt_IsLeftAlone(string start) =>
        Assert.Equal(Verdict.Graceful, Folder.Of(Dockerfile + start, Pom("2.7.18", Web)).Route().Verdict);

    [Theory]
    [InlineData("<artifactId>spring-boot-starter-batch</artifactId>", "", "")]
    [InlineData(Web + "<artifactId>spring-cloud-starter-config</artifactId>", "", "")]
    [InlineData(Web, "application-prod.properties", "server.shutdown=graceful\n")]
    [InlineData(Web, "application.properties", "spring.config.import=optional:configserver:\n")]
    public void ApplicationWhoseSettingIsElsewhere_IsLeftAlone(string dependencies, string file, string content) =>
        Assert.Equal(Verdict.Graceful, Folder.Of(Dockerfile + Jar, Pom("2.7.18", dependencies), ("src/main/resources/" + file, content))
            .Route().Verdict);

    /// <summary>The project's own version is none of Spring's.</summary>
    [Fact]
    public void ParentWithoutAVersion_IsNotKnown() => Assert.Equal(Verdict.Graceful, Folder.Of(
        Dockerfile + Jar,
        (
            "pom.xml",
            $"<project><parent><artifactId>spring-boot-starter-parent</artifactId></parent><version>2.0.1</version>{Web}</project>"))
        .Route().Verdict);

    private static (string, string) Pom(string version, string dependencies) => (
        "pom.xml",
        $"<project><parent><artifactId>spring-boot-starter-parent</artifactId><version>{version}</version></parent>{dependencies}</project>");
}
