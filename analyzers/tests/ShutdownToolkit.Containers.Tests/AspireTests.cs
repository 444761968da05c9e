using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ShutdownToolkit.Containers.Tests;

/// <summary>What an Aspire app host says of its containers, literally.</summary>
public sealed class AspireTests
{
    private const string Shell = "builder.AddContainer(\"api\", \"debian\", \"12\").WithEntrypoint(\"sh\").WithArgs(\"-c\", \"/app | cat\")";

    /// <summary>The signatures of Aspire.Hosting 13, as far as they are used here.</summary>
    private const string Library = """
        using System;
        namespace Aspire.Hosting.ApplicationModel
        {
            public interface IResource { }
            public class ContainerResource : IResource { }
            public interface IResourceBuilder<out T> where T : IResource { }
        }

        namespace Aspire.Hosting
        {
            using Aspire.Hosting.ApplicationModel;

            public interface IDistributedApplicationBuilder { }

            public class DistributedApplication
            {
                public static IDistributedApplicationBuilder CreateBuilder(string[] args) => null!;
            }

            public static class ContainerResourceBuilderExtensions
            {
                public static IResourceBuilder<ContainerResource> AddContainer(
                    this IDistributedApplicationBuilder b, string name, string image) => null!;
                public static IResourceBuilder<ContainerResource> AddContainer(
                    this IDistributedApplicationBuilder b, string name, string image, string tag) => null!;
                public static IResourceBuilder<ContainerResource> AddDockerfile(
                    this IDistributedApplicationBuilder b, string name, string contextPath, string? dockerfilePath = null, string? stage = null) =>
                    null!;
                public static IResourceBuilder<T> WithEntrypoint<T>(this IResourceBuilder<T> b, string entrypoint) where T : IResource => b;
                public static IResourceBuilder<T> WithContainerRuntimeArgs<T>(this IResourceBuilder<T> b, params string[] args)
                    where T : IResource => b;
                public static IResourceBuilder<T> WithArgs<T>(this IResourceBuilder<T> b, params string[] args) where T : IResource => b;
                public static IResourceBuilder<T> WithArgs<T>(this IResourceBuilder<T> b, Action<object> callback) where T : IResource => b;
                public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> b, string name, string? value) where T : IResource => b;
                public static IResourceBuilder<T> WithDockerfile<T>(
                    this IResourceBuilder<T> b, string contextPath, string? dockerfilePath = null, string? stage = null) where T : IResource => b;
                public static IResourceBuilder<T> PublishAsContainer<T>(this IResourceBuilder<T> b) where T : IResource => b;
                public static IResourceBuilder<T> WithHttpEndpoint<T>(this IResourceBuilder<T> b, int port) where T : IResource => b;
                public static IResourceBuilder<T> WithBindMount<T>(this IResourceBuilder<T> b, string source, string target) where T : IResource => b;
            }
        }
        """;

    [Fact]
    public async Task EntrypointThatKeepsTheSignal_IsToldAtItsCall()
    {
        var finding = Assert.Single(await AppHost(Shell + ";").Findings());

        Assert.Equal("api/Program.cs(4,82): Warning STOP2003", Consumer.Place(finding));
        Assert.Equal("service api", finding.Properties["subject"]);
    }

    [Theory]
    [InlineData("\"--stop-timeout\", \"20\"", "20 s of grace left, and the application may take 60 s")]
    [InlineData("\"--stop-timeout=15\", \"--label\", \"a=b\"", "15 s of grace left, and the application may take 60 s")]
    public async Task StopTimeoutOfTheEngine_IsMeasured(string arguments, string message) => Assert.Contains(
        message,
        Assert.Single(await AppHost(
            "builder.AddContainer(\"web\", \"registry.example/web:1\").WithHttpEndpoint(8080)"
                + $".WithArgs(\"gunicorn\", \"--graceful-timeout\", \"60\", \"app:app\").WithContainerRuntimeArgs({arguments});")
            .Findings()).GetMessage(),
        StringComparison.Ordinal);

    [Fact]
    public async Task CallsOnTheVariable_Count() => Assert.Contains(
        "raise --stop-timeout above 60 s",
        Assert.Single(await AppHost("""
            var web = builder.AddContainer("web", "registry.example/web:1").WithArgs("gunicorn", "--graceful-timeout", "60", "app:app");
            web.WithContainerRuntimeArgs("--stop-timeout", "20");
            """).Findings()).GetMessage(),
        StringComparison.Ordinal);

    [Fact]
    public async Task DockerfileThatIsAtHand_IsJudgedWithItsCalls()
    {
        var consumer = AppHost("builder.AddDockerfile(\"api\", \"../web\").WithContainerRuntimeArgs(\"--stop-timeout\", \"20\");")
            .With("../web/Dockerfile", "FROM python:3.12\nENTRYPOINT [\"gunicorn\", \"--graceful-timeout\", \"60\", \"app:app\"]\n");

        Assert.Contains("api/Program.cs(4,83): Warning STOP3001", (await consumer.Findings()).Select(Consumer.Place));
    }

    /// <summary>Where no project lies, and whoever speaks for the solution; what is above all projects is judged with theirs.</summary>
    [Theory]
    [InlineData("../web", "web/Dockerfile(2,1): Warning STOP2001")]
    [InlineData("..")]
    public async Task DockerfileOfAnotherFolder_IsTheAppHosts(string context, params string[] expected) => Assert.Equal(
        expected,
        (await AppHost($"builder.AddDockerfile(\"web\", \"{context}\");").Where("ShutdownToolkitSpeaksForSolution", "false")
            .With(context + "/Dockerfile", "FROM debian:12\nENTRYPOINT /app | cat\n").Findings()).Select(Consumer.Place));

    /// <summary>The value of a variable is seldom a literal; its name is.</summary>
    [Theory]
    [InlineData(".WithEnvironment(\"URL\", args[0])")]
    [InlineData(".WithEnvironment(\"URL\", $\"http://{args[0]}\")")]
    [InlineData(".PublishAsContainer()")]
    public async Task WhatDoesNotDecide_LeavesTheContainerKnown(string call) => Assert.Equal(
        ["api/Program.cs(4,82): Warning STOP2003"], (await AppHost(Shell + call + ";").Findings()).Select(Consumer.Place));

    /// <summary>What such a variable says of the stop is unknown.</summary>
    [Theory]
    [InlineData("\"20\"", 1)]
    [InlineData("args[0]", 0)]
    public async Task UnknownVariable_IsNoValue(string value, int findings) => Assert.Equal(
        findings,
        (await AppHost(
            "builder.AddContainer(\"web\", \"registry.example/web:1\").WithContainerRuntimeArgs(\"--stop-timeout\", \"10\")"
                + $".WithEnvironment(\"GUNICORN_CMD_ARGS\", \"--graceful-timeout=\" + {value}).WithArgs(\"gunicorn\", \"app:app\");")
            .Findings()).Length);

    [Fact]
    public async Task DockerfileOfAContainer_IsJudged() => Assert.Equal(
        ["api/web/Dockerfile(2,1): Warning STOP2001"],
        (await AppHost("builder.AddContainer(\"web\", \"web\").WithDockerfile(\"web\");")
            .With("web/Dockerfile", "FROM debian:12\nENTRYPOINT /app | cat\n").Findings()).Select(Consumer.Place));

    [Theory]
    [InlineData("builder.AddContainer(\"cache\", \"redis\", \"7\");")]
    [InlineData("builder.AddContainer(\"web\", \"registry.example/web:1\").WithArgs(\"gunicorn\", \"--graceful-timeout\", \"60\", \"app:app\");")]
    [InlineData("builder.AddContainer(\"web\", \"debian\").WithContainerRuntimeArgs(\"--init\").WithEntrypoint(\"sleep\").WithArgs(\"infinity\");")]
    public async Task ContainersThatStopWell_AreSilent(string statement) => Assert.Empty(await AppHost(statement).Findings());

    [Theory]
    [InlineData("builder.AddContainer(args[0], \"debian\").WithEntrypoint(\"sh\").WithArgs(\"-c\", \"/app | cat\");")]
    [InlineData("builder.AddContainer(\"api\", \"debian\").WithEntrypoint(\"sh\").WithArgs(\"-c\", args[0]);")]
    [InlineData(Shell + ".WithArgs(context => { });")]
    [InlineData(Shell + ".WithContainerRuntimeArgs(args);")]
    [InlineData(Shell + ".WithBindMount(\".\", \"/app\");")]
    [InlineData(Shell + ".Own();")]
    [InlineData("Extensions.Change(" + Shell + ");")]
    [InlineData("if (args.Length > 0) { " + Shell + "; }")]
    [InlineData("var api = " + Shell + "; if (args.Length > 0) { api.WithContainerRuntimeArgs(\"--init\"); }")]
    public async Task ContainerOfWhichSomethingIsNotLiteral_IsUnknown(string statement) => Assert.Empty(await AppHost(statement).Findings());

    [Fact]
    public async Task Dollars_AreNoVariablesOfCompose() => Assert.Contains(
        "$HOME",
        Assert.Single(await AppHost(
            "builder.AddContainer(\"api\", \"debian\", \"12\").WithEntrypoint(\"sh\").WithArgs(\"-c\", \"$HOME/app | cat\");")
            .Findings()).GetMessage(),
        StringComparison.Ordinal);

    [Fact]
    public async Task MethodOfTheSameName_IsNone() => Assert.Empty(
        await new Consumer().With(
            "Program.cs",
            "new Builder().AddContainer(\"api\", \"debian\");\nclass Builder { public void AddContainer(string name, string image) { } }")
            .Findings());

    private static Consumer AppHost(string statement) => new Consumer { References = [Reference()] }
        .With(
            "Program.cs",
            $$"""
            using Aspire.Hosting;
            using Aspire.Hosting.ApplicationModel;
            var builder = DistributedApplication.CreateBuilder(args);
            {{statement}}

            static class Extensions
            {
                public static void Change(IResourceBuilder<ContainerResource> builder) { }

                public static IResourceBuilder<T> Own<T>(this IResourceBuilder<T> builder) where T : IResource => builder;
            }
            """);

    private static PortableExecutableReference Reference()
    {
        using var image = new MemoryStream();
        var compilation = CSharpCompilation.Create(
            "Aspire.Hosting", [CSharpSyntaxTree.ParseText(Library)], Consumer.Framework,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
