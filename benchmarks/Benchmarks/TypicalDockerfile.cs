using BenchmarkDotNet.Attributes;
using Dockerlint.Containers;
using Dockerlint.Linting;
using Dockerlint.Text;

namespace Dockerlint.Benchmarks;

/// <summary>Parse and check of one typical Dockerfile: two stages, thirty lines. Target: under 12 µs and 20 KB.</summary>
[MemoryDiagnoser]
public class TypicalDockerfile
{
    internal const string Text = """
        # syntax=docker/dockerfile:1
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        ARG TARGETARCH
        WORKDIR /source

        # restore as a layer of its own
        COPY --link src/App/*.csproj src/App/
        COPY --link Directory.Build.props Directory.Packages.props ./
        RUN dotnet restore src/App -a $TARGETARCH

        COPY --link . .
        RUN dotnet publish src/App \
            -a $TARGETARCH \
            --no-restore \
            -c Release \
            -o /app

        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        LABEL org.opencontainers.image.source="https://example.org/app" \
              org.opencontainers.image.licenses="MIT"
        ENV ASPNETCORE_HTTP_PORTS=8080 \
            DOTNET_EnableDiagnostics=0
        EXPOSE 8080
        WORKDIR /app
        RUN apt-get update \
            && apt-get install -y --no-install-recommends curl \
            && rm -rf /var/lib/apt/lists/*
        COPY --link --from=build /app .
        HEALTHCHECK --interval=30s --timeout=3s CMD curl -fsS http://localhost:8080/healthz || exit 1
        USER $APP_UID
        CMD dotnet App.dll --urls http://+:8080
        """;

    private static readonly SourceText _source = new("Dockerfile", Text);
    private static readonly MemoryFiles _files = new(new Dictionary<string, string>());

    [Benchmark]
    public int ParseAndCheck()
    {
        var input = InputKind.Recognise(_source, isNamed: true).Input!;
        return LintRun.Check(LintRun.Read([input], _files, ApplicationSources.None)).Findings.Count;
    }

    [Benchmark]
    public int Parse() => DockerfileInput.Parse(_source).Stages.Stages.Count;
}
