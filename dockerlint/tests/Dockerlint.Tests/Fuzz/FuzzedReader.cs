using Dockerlint.Cli.Configuration;
using Dockerlint.Cli.Inputs;
using Dockerlint.Tests.SignalPath;

namespace Dockerlint.Tests.Fuzz;

/// <summary>One reader and the texts that its inputs begin from, small and few.</summary>
/// <param name="Read">All that the linter does with such a text, in the file that it stands in.</param>
internal sealed record FuzzedReader(string Name, Action<string> Read, params string[] Seeds)
{
    private const string NodeImage = "FROM node:22\nWORKDIR /app\nCOPY . .\n";
    private const string DotNetImage = "FROM mcr.microsoft.com/dotnet/aspnet:10.0\nCOPY out .\nENTRYPOINT [\"dotnet\", \"App.dll\"]\n";
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk.Worker">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework><AssemblyName>App</AssemblyName></PropertyGroup>
          <ItemGroup><PackageReference Include="Microsoft.Extensions.Hosting" /><ProjectReference Include="../Lib/Lib.csproj" /></ItemGroup>
        </Project>
        """;

    private const string Program = """
        // Host
        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(25));
        Console.CancelKeyPress += (_, e) => { e.Cancel = true; };
        builder.Build().Run();
        """;

    public static IReadOnlyList<FuzzedReader> All { get; } =
    [
        new("dockerfile", In("Dockerfile"),
            """
            # syntax=docker/dockerfile:1
            ARG V=1
            FROM debian:12 AS a
            RUN ln -s /a /b && make \
              all
            FROM a
            COPY --from=a --chmod=755 <<E /e.sh
            #!/bin/sh
            exec app
            E
            ENV A=${V:-2} B="$A"
            ONBUILD RUN x
            HEALTHCHECK --interval=3s CMD y
            ENTRYPOINT ["/e.sh"]
            CMD a $B

            """),
        new("shell", In("entry.sh", ("Dockerfile", "FROM debian:12\nCOPY entry.sh /e\nENTRYPOINT [\"/e\"]\nCMD [\"gunicorn\", \"app\"]\n")),
            """
            #!/bin/bash
            set -euo pipefail
            f() { local a=(1 2); trap 'kill "$p"' TERM INT; }
            if [[ -n ${A:-} && $1 == a* ]]; then f; fi
            case $1 in -*) set -- app "$@";; esac
            for i in 1 2; do app & p=$!; done
            wait "$p" || exit $?
            exec "$@" <<E
            x
            E

            """),
        new("compose", In("compose.yaml", (".env", "A=1\n"), ("Dockerfile", "FROM nginx\nCMD app\n")),
            """
            x-a: &a { stop_grace_period: 1m30s }
            services:
              web:
                <<: *a
                build: { context: ., args: { V: "${A:-1}" } }
                command: sh -c "app $$A"
                extends: { service: b }
                volumes: ["./e.sh:/e.sh"]
              b:
                image: nginx:${A?}
                init: true

            """),
        new("dotenv",
            In(".env", ("compose.yaml", "services:\n  a:\n    image: nginx:${A}\n    env_file: [.env]\n    command: \"sh -c '$B ${C:-x}'\"\n")),
            "A=1\nexport B='x y'\nC=\"${A}\\n$B\"\n# c\nD=a # b\n"),
        // A manifest is parsed only where it says what it is; a Compose file always.
        new("yaml", In("compose.yaml"),
            """
            # Source: a/b.yaml
            a: &x [1, 'b', "c\n", *y]
            ---
            b: |-
              text
              # no comment
            c: >+
              folded
            ? k
            : { v: !!str 1 }
            ...

            """),
        new("pods", In("pod.yaml"),
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: a }
            spec:
              template:
                metadata: { labels: { app: a } }
                spec:
                  terminationGracePeriodSeconds: 30
                  containers:
                  - name: a
                    image: nginx
                    command: [sh, -c, "exec $(A)"]
                    env: [{ name: A, value: app }]
                    lifecycle: { preStop: { exec: { command: [sleep, "5"] } } }
            ---
            apiVersion: v1
            kind: Service
            metadata: { name: a }
            spec: { selector: { app: a }, ports: [{ port: 80 }] }

            """),
        new("json", In("pod.json"),
            """
            {"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},
             "spec":{"containers":[{"name":"a","image":"nginx","args":["\u0041",1.5e3,null,true]}]}}]}
            """),
        new("package.json", In("package.json", ("Dockerfile", NodeImage + "CMD [\"npm\", \"start\"]\n"), ("server.js", "require('express')\n")),
            """
            { "name": "a", "main": "server.js",
              "scripts": { "prestart": "x", "start": "npm run s -- --a", "s": "node server.js" } }
            """),
        new("csproj", In("App/App.csproj", ("App/Program.cs", Program), ("Dockerfile", DotNetImage)), Project),
        new("csharp", In("App/Program.cs", ("App/App.csproj", Project), ("Dockerfile", DotNetImage)), Program),
        new("javascript", In("server.js", ("Dockerfile", NodeImage + "CMD [\"node\", \"server.js\"]\n"), ("lib.js", "module.exports = 1\n")),
            """
            const http = require('node:http'); const lib = require('./lib');
            const s = http.createServer((q, r) => r.end(`${q.url}`)).listen(80);
            for (const n of ['SIGTERM', 'SIGINT']) process.once(n, async () => { await s.close(); process.exit(0) });

            """),
        new("typescript",
            In("src/main.ts", ("Dockerfile", NodeImage + "CMD [\"tsx\", \"src/main.ts\"]\n"), ("src/lib.ts", "export const a: number = 1\n")),
            """
            import { a } from './lib';
            import type { B } from 'b';
            enum C { D }
            class E<T extends B> { constructor(private readonly f?: T) {} }
            process.on('SIGTERM', (): void => { (a as unknown); process.exit(0); });

            """),
        new("python", In("app.py", ("Dockerfile", "FROM python:3.13\nCOPY . .\nCMD [\"python\", \"app.py\"]\n"), ("lib.py", "import time\n")),
            """"
            import signal, lib
            from asyncio import run
            def stop(*_):
                """x"""
                raise SystemExit(0)
            signal.signal(signal.SIGTERM, stop)
            while True:
                print(f'{lib.a!r}')

            """"),
        new("editorconfig", static text =>
            {
                var file = EditorConfigFile.Parse(text);
                file.Find("src/api/Dockerfile", "dotnet_diagnostic.stop2001.severity");
                file.Find("a{b}/[c].yaml", "dotnet_diagnostic.stop3001.severity");
            },
            """
            root = true
            [*.{yaml,yml}]
            dockerlint_severity = none
            [{a,b}/**/[!c]?{1..9}file]
            dockerlint_rule.STOP2001.severity = error

            """),
        new("gitignore", static text =>
            {
                var file = new GitIgnoreFile("/r", text);
                file.Ignores("/r/a/b/Dockerfile", isFolder: false);
                file.Ignores("/r/node_modules", isFolder: true);
            },
            """
            # c
            *.log
            !/a/**/b?
            [a-z]*/
            \#x
            **/c/**
            d\ 

            """),
    ];

    public override string ToString() => Name;

    /// <summary>The whole linter over a folder in which this file is the input.</summary>
    private static Action<string> In(string path, params (string Path, string Content)[] around) => text =>
    {
        var files = around.ToDictionary(static file => file.Path, static file => file.Content, StringComparer.Ordinal);
        files[path] = text;
        new Folder(files).Findings();
    };
}
