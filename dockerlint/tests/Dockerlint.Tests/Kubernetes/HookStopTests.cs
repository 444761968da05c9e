using Dockerlint.Findings;
using Dockerlint.Stops;
using Dockerlint.Tests.SignalPath;

namespace Dockerlint.Tests.Kubernetes;

/// <summary>A preStop that stops the program by a command of its own: trace and the rules give one answer.</summary>
public class HookStopTests
{
    private const string Celery = """["sh", "-c", "celery -A tasks worker; echo done"]""";
    private const string NginxQuits = """["nginx", "-g", "daemon off;"]""";

    [Theory]
    [InlineData("debian:12", Celery, """["celery", "-A", "tasks", "control", "shutdown"]""", Verdict.Unknown)]
    [InlineData("debian:12", Celery, """["sh", "-c", "celery -A tasks control shutdown; sleep 20"]""", Verdict.Unknown)]
    // Nothing but the shell learns of these.
    [InlineData("debian:12", Celery, """["sh", "-c", "sleep 20"]""", Verdict.KilledAfterGrace)]
    [InlineData("debian:12", Celery, """["kill", "-TERM", "1"]""", Verdict.KilledAfterGrace)]
    [InlineData("nginx:1.17", NginxQuits, """["sh", "-c", "nginx -s quit; sleep 29"]""", Verdict.Unknown)]
    [InlineData("nginx:1.17", NginxQuits, """["sh", "-c", "kill -QUIT 1; sleep 29"]""", Verdict.Unknown)]
    // The signal comes while it drains, or drops the work itself.
    [InlineData("nginx:1.17", NginxQuits, """["nginx", "-s", "quit"]""", Verdict.CutShort)]
    [InlineData("nginx:1.17", NginxQuits, """["sh", "-c", "nginx -s stop; sleep 29"]""", Verdict.CutShort)]
    [InlineData("nginx:1.17", NginxQuits, """["sh", "-c", "kill -TERM 1; sleep 29"]""", Verdict.CutShort)]
    [InlineData("nginx:1.17", NginxQuits, """["sh", "-c", "sleep 5; nginx -s quit"]""", Verdict.CutShort)]
    public void PodWithAHook_EndsAsBothSay(string image, string command, string hook, Verdict verdict)
    {
        var folder = new Folder(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["deployment.yaml"] = $$"""
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: web
                spec:
                  selector:
                    matchLabels: {app: web}
                  template:
                    metadata:
                      labels: {app: web}
                    spec:
                      containers:
                      - name: web
                        image: {{image}}
                        command: {{command}}
                        lifecycle:
                          preStop:
                            exec:
                              command: {{hook}}
                """,
        });

        var route = Assert.Single(folder.Workspace().Stops).Route;
        Assert.True(verdict == route.Verdict, $"{route.Verdict}: {route.Reason}");
        foreach (var finding in folder.Findings().Where(static finding => finding.Verdict is not null))
        {
            Assert.Equal(verdict, finding.Verdict);
            Assert.True(verdict != Verdict.Unknown || finding.Severity == Severity.Info, Folder.Describe([finding]));
        }
    }
}
