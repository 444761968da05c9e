using System.Globalization;

namespace Dockerlint.Tests.Security;

/// <summary>
/// As <see cref="BoundedWorkTests"/>, of what a container leads to: makefiles, programs and settings, one of them by itself, and one that a thousand
/// images are built from.
/// </summary>
public sealed class BoundedSourceTests : IDisposable
{
    /// <summary>A little less than is read at all.</summary>
    private const int Large = 900_000;

    private const string Web =
        "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><PropertyGroup><TargetFramework>net9.0</TargetFramework></PropertyGroup></Project>";

    private static readonly Dictionary<string, Action<StrangersRepository>> _attacks = new(StringComparer.Ordinal)
    {
        ["make: rules of long names"] = one => Make(one, "A = " + Repeat("a ", 4_900) + "\nrun:\n\tnode x\n" + Repeat("$(A):\n", 150_000)),
        ["make: empty references"] = one => Make(one, "A = " + Repeat("$()", 300_000) + "\nB = " + Repeat("$(A)", 100_000)
            + "\nrun:\n" + Repeat("\tnode $(B)\n", 60)),
        ["make: references that nobody closes"] =
            one => Make(one, "A = " + Repeat("$(", 200_000) + "\n" + Repeat("$(A):\n", 90_000) + "run:\n\tnode x\n"),
        ["Python: handlers of one signal"] = one => Python(one, "import signal, http.server\ndef h(a,b):\n" + Repeat("    print(1)\n", 40_000)
            + Repeat("signal.signal(signal.SIGTERM, h)\n", 15_000) + "x.serve_forever()\n"),
        ["Python: handlers of many names"] = one => Python(one, "import signal, http.server\n"
            + Series(12_000, "def h{0}(a,b):\n    print(1)\nsignal.signal(signal.SIGTERM, h{0})\n") + "x.serve_forever()\n"),
        ["Python: children by a name"] = one => Python(one, "import subprocess\n" + Repeat("subprocess.run(cmd)\n", 40_000)),
        ["Python: lists that nobody closes"] = one => Python(one, "import subprocess\n" + Repeat("subprocess.run([", 50_000)),
        ["Python: an import of dots"] = one => Python(one, "from " + new string('.', Large) + " import x\n"),
        ["Python: many large modules"] = one =>
        {
            Python(one, Series(31, "import m{0}\n"));
            for (var i = 0; i < 31; i++)
            {
                one.Write($"m{i}.py", Repeat("x = 1 # aaaa\n", 600_000));
            }
        },
        ["supervisord: programs of one script"] = one => Supervisor(one, "/app/run.sh").Write("run.sh",
            "#!/bin/sh\n" + Series(2_000, "if [ -n \"$A{0}\" ]; then B{0}=1; fi\n") + "node x\n"),
        ["supervisord: programs of one source"] =
            one => Supervisor(one, "python /app/app.py").Write("app.py", "import os\n" + Repeat("x = 1\n", 100_000)),
        ["supervisord: copied configurations"] = one => one.Write("Dockerfile",
            "FROM debian:12\n" + Series(30_000, "COPY c{0} /etc/supervisor/conf.d/\n") + "CMD [\"supervisord\", \"-n\"]\n"),
        ["images of one makefile"] = one => Images(one, "debian:12", "make run").Write("Makefile", Filled("a{0} = 1\n") + "run:\n\tnode x\n"),
        ["images of one Python program"] = one => Images(one, "python:3.12", "python app.py").Write("app.py", Filled("x = 1 # a\n")),
        ["images of one Ruby program"] = one => Images(one, "ruby:3.3", "ruby a.rb").Write("a.rb", Filled("x = 1\n")),
        ["images of one package.json"] = one => Images(one, "node:22", "npm start")
            .Write("package.json", "{\"scripts\":{" + Filled("\"s{0}\":\"x\",") + "\"start\":\"node x\"}}"),
        ["images of one package's main"] = one => Images(one, "node:22", "node .")
            .Write("package.json", "{\"scripts\":{" + Filled("\"s{0}\":\"x\",") + "\"a\":\"b\"},\"main\":\"x.js\"}").Write("x.js", "a()\n"),
        ["images of one tsconfig.json"] = one => Images(one, "node:22", "node dist/x.js")
            .Write("tsconfig.json", "{\"z\":{" + Filled("\"s{0}\":\"x\",") + "\"a\":\"b\"},\"compilerOptions\":{\"outDir\":\"dist\"}}")
            .Write("x.ts", "a()\n"),
        ["images of one pyproject.toml"] = one => Images(one, "python:3.12", "server", "RUN pip install .\n")
            .Write("pyproject.toml", Filled("x{0} = \"a\"\n")),
        ["images of one supervisord.conf"] = one => Images(one, "debian:12", "supervisord -c /app/s.conf").Write("s.conf", Filled("a=b\n")),
        ["images of one Go module"] = one => Built(one, "golang:1.22", "go build -o /app/server .", "/app/server")
            .Write("go.mod", "module x\n").Write("main.go", "package main\n" + Repeat("var x = 1 // a\n", 400_000)),
        ["images of one crate"] = one => Built(one, "rust:1.80", "cargo build --release", "/app/target/release/server")
            .Write("Cargo.toml", "[package]\n").Write("src/main.rs", Repeat("let x = 1;\n", 500_000)),
        ["images of one C source"] = one => Built(one, "gcc:13", "gcc -o /app/server a.c", "/app/server").Write("a.c", Repeat("int x;\n", 800_000)),
        ["a C source that is named again and again"] = one => one.Write("Dockerfile",
                "FROM gcc:13\nWORKDIR /app\nCOPY . .\nRUN gcc -o /app/server " + Repeat("a.c ", 500_000) + "\nCMD [\"/app/server\"]\n")
            .Write("a.c", Repeat("int x;\n", 200_000)),
        ["services of one long Dockerfile"] = one => one
            .Write("compose.yaml", "services:\n" + Series(3_000, "  s{0}: {{build: ., command: [a{0}]}}\n"))
            .Write("Dockerfile", "FROM debian:12\n" + Repeat("RUN a\n", 300_000) + "CMD node x\n"),
        ["services of one inline Dockerfile"] = one => one.Write("compose.yaml", "x-a: &a\n  dockerfile_inline: |\n    FROM debian:12\n"
            + Repeat("    RUN a\n", 5_000) + "    CMD node x\nservices:\n" + Series(3_000, "  s{0}: {{build: *a}}\n")),
        ["includes with one file of variables"] = one => one
            .Write("compose.yaml", "include:\n" + Repeat("  - {path: a.yaml, env_file: e.env}\n", 190))
            .Write("a.yaml", "services: {a: {image: nginx}}\n").Write("e.env", Series(400_000, "A{0}=x\n")),
        ["overrides of one large file"] = one =>
        {
            one.Write("compose.yaml", "services:\n" + Series(10_000, "  s{0}: {{image: nginx}}\n"));
            for (var i = 0; i < 60; i++)
            {
                one.Write($"compose.{i}.yaml", "services: {s0: {command: a}}\n");
            }
        },
        ["pods that mount one ConfigMap of many keys"] = one => one.Write("p.yaml",
            "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n" + Series(20_000, "  f{0}.sh: '#!/bin/sh'\n") + Mounting(3_000)),
        ["ConfigMaps of one name"] = one => one.Write("q.yaml", Mounting(30_000)).Write("p.yaml",
            Repeat("---\n{kind: ConfigMap, apiVersion: v1, metadata: {name: c}, data: {a.sh: '#!/bin/sh'}}\n", 60_000)),
        ["scripts that a thousand Dockerfiles may bring"] = one =>
        {
            one.Write("pods.yaml", Series(3_000, "---\n{{kind: Pod, apiVersion: v1, metadata: {{name: p{0}}}, "
                + "spec: {{containers: [{{name: a, image: x{0}/y{0}, command: [/s{0}.sh]}}]}}}}\n"));
            for (var i = 0; i < 2_000; i++)
            {
                one.Write($"d{i}/Dockerfile", "FROM debian:12\n" + Repeat("COPY a /b/\n", 30) + "CMD x\n");
            }
        },
        ["a hook whose scripts start each other"] = one => one.Write("p.yaml", """
            {kind: Pod, apiVersion: v1, metadata: {name: d}, spec: {containers: [
              {name: a, image: x/app, lifecycle: {preStop: {exec: {command: [/app/a.sh]}}}}]}}
            """).Write("app/Dockerfile", "FROM debian:12\nCOPY . /app\nCMD node x\n")
            .Write("app/a.sh", "#!/bin/sh\n" + Repeat("/app/a.sh\n", 5_000)),
        ["hooks of one long script"] = one => one.Write("p.yaml", Series(2_000, "---\n{{kind: Pod, apiVersion: v1, metadata: {{name: d{0}}}, spec: "
                + "{{containers: [{{name: a, image: x/app, lifecycle: {{preStop: {{exec: {{command: [/app/a.sh]}}}}}}}}]}}}}\n"))
            .Write("app/Dockerfile", "FROM debian:12\nCOPY . /app\nCMD node x\n").Write("app/a.sh", "#!/bin/sh\n" + Filled("if a; then b; fi\n")),
        ["patches of one large file"] = one => one
            .Write("kustomization.yaml", "resources: [pods.yaml]\npatches:\n" + Repeat("- path: p.yaml\n", 5_000))
            .Write("pods.yaml", "{kind: Pod, apiVersion: v1, metadata: {name: p}, spec: {containers: [{name: a, image: i}]}}\n")
            .Write("p.yaml", "kind: Pod\nmetadata: {name: p}\nspec: {a: b}\nx:\n" + Filled("- a: b\n")),
        ["settings of a hundred levels"] = one => Settings(one, Repeat("{\"HostOptions\":", 30_000) + "1" + Repeat("}", 30_000)),
        ["settings of millions of levels"] = one => Settings(one, Repeat("[", 4_000_000)),
        ["settings under a long name"] = one => Settings(one, "{\"" + new string('a', Large) + "\":{" + Series(100_000, "\"k{0}\":1,") + "\"a\":1}}"),
    };

    private readonly StrangersRepository _repository = new();

    public static TheoryData<string> Attacks => new(_attacks.Keys);

    public void Dispose() => _repository.Dispose();

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Attack_EndsSoon(string name)
    {
        _attacks[name](_repository);
        BoundedWork.Ends(name, _repository);
    }

    /// <summary>What is too large to be somebody's source is not half read: a handler may stand behind it.</summary>
    [Fact]
    public void SourceThatIsTooLarge_IsNotAtHand()
    {
        Python(_repository, "while True:\n  pass\n" + Repeat("# generated\n", 100_000));

        Assert.Contains("the source of app.py is not at hand", _repository.Run("trace", "repo").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void FileOfTooManyVariables_IsNamed()
    {
        _repository.Write("compose.yaml", "services: {a: {image: nginx, env_file: e.env}}\n").Write("e.env", Series(30_000, "A{0}=x\n"));

        Assert.Contains("repo/e.env", _repository.Run("repo").Error, StringComparison.Ordinal);
        Assert.Contains("more than 20000 lines of variables, it is not read", _repository.Run("repo").Error, StringComparison.Ordinal);
    }

    private static void Make(StrangersRepository one, string makefile) =>
        one.Write("Dockerfile", "FROM debian:12\nWORKDIR /app\nCOPY . .\nCMD [\"make\", \"run\"]\n").Write("Makefile", makefile);

    private static void Python(StrangersRepository one, string source) =>
        one.Write("Dockerfile", "FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD [\"python\", \"app.py\"]\n").Write("app.py", source);

    private static StrangersRepository Supervisor(StrangersRepository one, string command) => one
        .Write("Dockerfile", "FROM debian:12\nWORKDIR /app\nCOPY . .\nCMD [\"supervisord\", \"-n\", \"-c\", \"/app/s.conf\"]\n")
        .Write("s.conf", Series(40_000, $"[program:p{{0}}]\ncommand={command}\n"));

    private static void Settings(StrangersRepository one, string settings) => one
        .Write("Dockerfile", "FROM mcr.microsoft.com/dotnet/aspnet:9.0\nCOPY . .\nENTRYPOINT [\"dotnet\", \"A.dll\"]\n")
        .Write("A.csproj", Web).Write("P.cs", "var b = WebApplication.CreateBuilder(args); b.Build().Run();").Write("appsettings.json", settings);

    /// <summary>A thousand Dockerfiles that start the same.</summary>
    private static StrangersRepository Images(StrangersRepository one, string image, string command, string run = "")
    {
        var words = string.Join(", ", command.Split(' ').Select(static word => $"\"{word}\""));
        for (var i = 0; i < 1_000; i++)
        {
            one.Write($"{i}.Dockerfile", $"FROM {image}\nWORKDIR /app\nCOPY . .\n{run}CMD [{words}]\n");
        }

        return one;
    }

    private static StrangersRepository Built(StrangersRepository one, string image, string build, string program)
    {
        for (var i = 0; i < 1_000; i++)
        {
            one.Write($"{i}.Dockerfile", $"FROM {image} AS b\nWORKDIR /app\nCOPY . .\nRUN {build}\nFROM debian:12\n"
                + $"COPY --from=b {program} {program}\nCMD [\"{program}\"]\n");
        }

        return one;
    }

    private static string Mounting(int count) => Series(count, "---\n{{kind: Pod, apiVersion: v1, metadata: {{name: d{0}}}, spec: {{volumes: "
        + "[{{name: v, configMap: {{name: c}}}}], containers: [{{name: a, image: nginx, command: [/s/f1.sh], volumeMounts: "
        + "[{{name: v, mountPath: /s}}]}}]}}}}\n");

    private static string Filled(string format) => Series(Large / (format.Length + 4), format);

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static string Series(int count, string format) =>
        string.Concat(Enumerable.Range(0, count).Select(i => string.Format(CultureInfo.InvariantCulture, format, i)));
}
