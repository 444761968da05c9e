using Dockerlint.Text;

namespace Dockerlint.Programs.Launchers;

/// <summary>Tools that build, watch and restart an application.</summary>
/// <param name="Forwards">Measured: <c>dotnet run</c> passes SIGTERM on and waits; <c>dotnet watch</c> kills after a moment.</param>
public sealed record DevelopmentRunner(string Name, bool? Forwards, string Consequence)
{
    public static DevelopmentRunner? Find(string name, IReadOnlyList<Argument> argv)
    {
        var second = argv.Count > 1 ? argv[1].Value : null;
        return name switch
        {
            "dotnet" when second == "watch" => new DevelopmentRunner("dotnet watch", false,
                "the application is killed before its handler runs (measured: exit 143 after 0.08 s)"),
            "dotnet" when second == "run" => new DevelopmentRunner("dotnet run", true, "it passes SIGTERM on, but builds at every start"),
            "nodemon" or "ts-node-dev" or "node-dev" => new DevelopmentRunner(name, null,
                "it restarts the program on changes and stops it in its own way"),
            "air" or "CompileDaemon" or "watchexec" or "entr" => new DevelopmentRunner(name, null,
                "it rebuilds on changes and stops the program in its own way"),
            "cargo" when second is "run" or "watch" => new DevelopmentRunner($"cargo {second}", null,
                "the compiler's driver stands in front of the program"),
            "go" when second == "run" => new DevelopmentRunner("go run", false, "go run does not pass SIGTERM on to the program it has built"),
            "fastapi" when second == "dev" => new DevelopmentRunner("fastapi dev", null, "the reloader stands in front of the server"),
            "flask" when argv.HasWord("--reload") || argv.HasWord("--debug") => new DevelopmentRunner("flask run --reload", null,
                "the reloader stands in front of the server"),
            "uvicorn" when argv.HasWord("--reload") => new DevelopmentRunner("uvicorn --reload", null, "the reloader stands in front of the server"),
            _ => null,
        };
    }
}
