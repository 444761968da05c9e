using Dockerlint.Tests.SignalPath;

namespace Dockerlint.Tests.Suppression;

/// <summary><c>dockerlint.io/ignore</c> on a pod whose grace is 0: what is left of STOP3003 and STOP4004?</summary>
public sealed class PodAnnotationTests
{
    [Fact]
    public void NoAnnotation_LeavesBoth() => Assert.Equal(["STOP4004", "STOP3003"], Left("note: none"));

    [Fact]
    public void OneRuleWithAReason_IsSilenced() => Assert.Equal(["STOP4004"], Left("dockerlint.io/ignore: STOP3003 thrown away by design"));

    [Fact]
    public void ListOfRules_IsSilenced() => Assert.Empty(Left("dockerlint.io/ignore: STOP3003,STOP4004 thrown away by design"));

    [Fact]
    public void NameOfTheRule_IsSilenced() => Assert.Equal(["STOP4004"], Left("dockerlint.io/ignore: GraceIsZero thrown away by design"));

    [Fact]
    public void QuotedAnnotation_IsSilenced() => Assert.Empty(Left("dockerlint.io/ignore: \"STOP3003, STOP4004: thrown away\""));

    [Fact]
    public void WithoutAReason_IsReported() => Assert.Equal(["STOP0002", "STOP4004"], Left("dockerlint.io/ignore: STOP3003"));

    [Fact]
    public void RuleThatFindsNothing_IsReported() =>
        Assert.Equal(["STOP0002", "STOP4004", "STOP3003"], Left("dockerlint.io/ignore: STOP4005 legacy"));

    [Fact]
    public void AnnotationOfThePodTemplate_CountsToo() => Assert.Empty(Left("note: none", "dockerlint.io/ignore: STOP3003,STOP4004 thrown away"));

    [Fact]
    public void OtherObjectOfTheFile_IsNotMeant()
    {
        var one = Deployment("dockerlint.io/ignore: STOP3003,STOP4004 thrown away", "note: none");
        var other = Deployment("note: none", "note: none");

        Assert.Equal(["STOP4004", "STOP3003"], LeftOf(one + "---\n" + other));
    }

    private static List<string> Left(string annotation, string ofTemplate = "note: none") => LeftOf(Deployment(annotation, ofTemplate));

    private static List<string> LeftOf(string content) =>
        [.. new Folder(new Dictionary<string, string> { ["deployment.yaml"] = content }).Findings().OrderBy(finding => finding.Location.Span.Start)
            .Select(finding => finding.Rule.Id)];

    private static string Deployment(string annotation, string ofTemplate) =>
        $"""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          annotations:
            {annotation}
        spec:
          template:
            metadata:
              annotations:
                {ofTemplate}
            spec:
              containers:
              - name: web
                image: registry.example.com/web:1
                lifecycle:
                  preStop:
                    exec:
                      command: ["sleep", "5"]
              terminationGracePeriodSeconds: 0

        """;
}
