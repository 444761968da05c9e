using Dockerlint.Stops;

namespace Dockerlint.Tests.SignalPath;

/// <summary>A binary that the Dockerfile builds from sources at hand: what they say of the stop signal.</summary>
public sealed class BuiltProgramTests
{
    private const string Rust = "FROM rust:1 AS build\nWORKDIR /src\nCOPY . .\nRUN cargo build --release\nFROM debian:12\n"
        + "COPY --from=build /src/target/release/web /usr/local/bin/web\nCMD [\"web\"]\n";

    private const string Go = "FROM golang:1.22 AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /out/web ./cmd/web\nFROM scratch\n"
        + "COPY --from=build /out/web /web\nENTRYPOINT [\"/web\"]\n";

    private const string C = "FROM gcc:13 AS build\nWORKDIR /src\nCOPY . .\nRUN gcc -O2 -o web main.c\nFROM debian:12\n"
        + "COPY --from=build /src/web /bin/web\nCMD [\"/bin/web\"]\n";

    [Theory]
    [InlineData("no signal anywhere", "tokio = \"1\"\nhyper = \"1\"", "async fn main() { serve().await }", Verdict.KilledAfterGrace)]
    [InlineData("a comment is none", "tokio = \"1\"", "// tokio::signal::unix::SignalKind::terminate()\nfn main() { loop {} }",
        Verdict.KilledAfterGrace)]
    [InlineData("a nested comment", "", "/* /* */ SIGTERM */ fn main() { loop {} }", Verdict.KilledAfterGrace)]
    [InlineData("a text is none", "", "fn main() { println!(\"SIGTERM\"); println!(r#\"a \" SIGTERM\"#); loop {} }", Verdict.KilledAfterGrace)]
    [InlineData("a lifetime is no quote", "", "fn f<'a>(x: &'a str) {} fn main() { signal_hook::flag::register(SIGTERM, x); loop {} }",
        Verdict.Graceful)]
    [InlineData("tokio's SIGTERM", "tokio = \"1\"", "fn main() { signal(SignalKind::terminate()); serve() }", Verdict.Graceful)]
    [InlineData("ctrl_c is SIGINT only", "tokio = \"1\"", "fn main() { tokio::signal::ctrl_c().await; serve() }", Verdict.KilledAfterGrace)]
    [InlineData("ctrlc is SIGINT only", "ctrlc = \"3\"", "fn main() { ctrlc::set_handler(f); loop {} }", Verdict.KilledAfterGrace)]
    [InlineData("ctrlc with termination", "ctrlc = { version = \"3\", features = [\"termination\"] }", "fn main() { ctrlc::set_handler(f); loop {} }",
        Verdict.Graceful)]
    [InlineData("actix-web takes SIGTERM", "actix-web = \"4\"", "async fn main() { HttpServer::new(f).bind(a).run().await }", Verdict.Graceful)]
    [InlineData("signal-hook's iterator", "signal-hook = \"0.3\"", "fn main() { let s = Signals::new(list()); serve() }", Verdict.Unknown)]
    [InlineData("a tool that ends", "", "fn main() { println!(\"done\"); }", Verdict.Unknown)]
    public void Rust_EndsAsItsSourceSays(string says, string dependencies, string source, Verdict expected)
    {
        var route = Folder.Of(Rust, ("Cargo.toml", $"[package]\nname = \"web\"\n[dependencies]\n{dependencies}\n"), ("src/main.rs", source)).Route();

        Assert.True(expected == route.Verdict, $"{says}: {route.Verdict}, {route.Reason}");
    }

    [Fact]
    public void Rust_UnlistedCrateIsAnAssumption()
    {
        var route = Folder.Of(Rust, ("Cargo.toml", "[dependencies]\nour-server = \"1\"\n"), ("src/main.rs",
            "fn main() { our_server::serve() }")).Route();

        Assert.Equal(Verdict.KilledAfterGrace, route.Verdict);
        Assert.False(route.IsCertain);
        Assert.Contains("our-server", route.Assumption, StringComparison.Ordinal);
    }

    [Fact]
    public void Rust_HandlerInAnotherFileCounts() => Assert.Equal(Verdict.Graceful, Folder.Of(Rust, ("Cargo.toml", "[dependencies]\n"),
        ("src/main.rs", "mod stop; fn main() { serve() }"), ("src/stop.rs", "fn stop() { signal(SignalKind::terminate()) }")).Route().Verdict);

    [Fact]
    public void Rust_HandlerOfAnotherProgramDoesNotCount() => Assert.Equal(Verdict.KilledAfterGrace, Folder.Of(Rust, ("Cargo.toml",
        "[dependencies]\n"),
        ("src/bin/web.rs", "fn main() { serve() }"), ("src/bin/worker.rs", "fn main() { signal(SignalKind::terminate()) }")).Route().Verdict);

    [Theory]
    [InlineData("Go's runtime ends it, PID 1 or not", "func main() { http.ListenAndServe(a, nil) }", Verdict.CutShort)]
    [InlineData("a comment is no handler", "// signal.Notify(c, syscall.SIGTERM)\nfunc main() { http.ListenAndServe(a, nil) }",
        Verdict.CutShort)]
    [InlineData("a text is none", "func main() { log(`signal.Notify(c, syscall.SIGTERM)`); http.ListenAndServe(a, nil) }", Verdict.CutShort)]
    [InlineData("SIGINT only", "func main() { signal.Notify(c, os.Interrupt); s.ListenAndServe() }", Verdict.CutShort)]
    [InlineData("SIGTERM and Shutdown", "func main() { signal.Notify(c, syscall.SIGINT, syscall.SIGTERM); s.ListenAndServe(); s.Shutdown(x) }",
        Verdict.Graceful)]
    [InlineData("every signal", "func main() { signal.Notify(c); s.ListenAndServe(); s.Shutdown(x) }", Verdict.Graceful)]
    [InlineData("NotifyContext", "func main() { ctx, stop := signal.NotifyContext(b(), os.Interrupt, syscall.SIGTERM)\n s.Shutdown(ctx) }",
        Verdict.Graceful)]
    [InlineData("a server that nothing shuts down", "func main() { signal.Notify(c, syscall.SIGTERM); go s.ListenAndServe(); <-c }",
        Verdict.CutShort)]
    [InlineData("a list from elsewhere", "func main() { signal.Notify(c, stopSignals...); s.ListenAndServe() }", Verdict.Unknown)]
    [InlineData("a worker without a server", "func main() { signal.Notify(c, syscall.SIGTERM); <-c }", Verdict.Graceful)]
    public void Go_EndsAsItsSourceSays(string says, string source, Verdict expected)
    {
        var route = Folder.Of(Go, ("go.mod", "module example.com/web\n"), ("cmd/web/main.go", "package main\n" + source)).Route();

        Assert.True(expected == route.Verdict, $"{says}: {route.Verdict}, {route.Reason}");
    }

    [Fact]
    public void Go_LibraryThatTakesSignalsIsUnknown() => Assert.Equal(Verdict.Unknown,
        Folder.Of(Go, ("go.mod", "module web\nrequire go.uber.org/fx v1.22.0\n"), ("cmd/web/main.go",
            "func main() { fx.New().Run() }")).Route().Verdict);

    [Theory]
    [InlineData("int main() { for (;;) accept(s, 0, 0); }", Verdict.KilledAfterGrace)]
    [InlineData("int main() { /* signal(SIGTERM, f); */ for (;;) accept(s, 0, 0); }", Verdict.KilledAfterGrace)]
    [InlineData("int main() { signal(SIGTERM, f); for (;;) accept(s, 0, 0); }", Verdict.Graceful)]
    [InlineData("int main() { sigaction(stop, &a, 0); for (;;) accept(s, 0, 0); }", Verdict.Unknown)]
    [InlineData("int main() { signal(SIGTERM, SIG_IGN); for (;;) accept(s, 0, 0); }", Verdict.Unknown)]
    [InlineData("#include \"server.h\"\nint main() { for (;;) accept(s, 0, 0); }", Verdict.Unknown)]
    [InlineData("int main() { puts(\"done\"); }", Verdict.Unknown)]
    public void C_EndsAsItsSourceSays(string source, Verdict expected) =>
        Assert.Equal(expected, Folder.Of(C, ("main.c", source)).Route().Verdict);

    [Theory]
    [InlineData("FROM rust:1 AS build\nRUN cargo install rg\nFROM debian\nCOPY --from=build /usr/local/cargo/bin/rg /bin/rg\nCMD [\"/bin/rg\"]\n")]
    [InlineData("FROM golang:1 AS build\nRUN go install x.org/x@v1\nFROM debian\nCOPY --from=build /go/bin/x /bin/x\nCMD [\"/bin/x\"]\n")]
    [InlineData("FROM debian:12\nCOPY web /bin/web\nCMD [\"/bin/web\"]\n")]
    [InlineData("FROM debian:12\nCMD [\"web\"]\n")]
    public void ProgramOfOthers_IsUnknown(string dockerfile) => Assert.Equal(Verdict.Unknown, Folder.Of(dockerfile, ("main.c", "int main() {}"),
        ("go.mod", "module web\n"), ("Cargo.toml", "[dependencies]\n"), ("src/main.rs", "fn main() { loop {} }")).Route().Verdict);

    [Theory]
    [InlineData("no go.mod but the one a RUN makes", "RUN go mod init web\nCOPY *.go ./\nRUN go build -o /web\n")]
    [InlineData("a file by name", "COPY main.go main.go\nRUN CGO_ENABLED=0 go build -o /web main.go\n")]
    public void Go_WithoutAModuleFile(string says, string steps)
    {
        var route = Folder.Of($"FROM golang:1.22 AS build\nWORKDIR /src\n{steps}FROM scratch\nCOPY --from=build /web /web\nENTRYPOINT [\"/web\"]\n",
            ("main.go", "package main\nimport \"net/http\"\nfunc main() { http.ListenAndServe(\":80\", nil) }\n")).Route();

        Assert.True(route.Verdict == Verdict.CutShort, $"{says}: {route.Verdict}, {route.Reason}");
    }
}
