namespace Docker.Tests.Composing;

/// <summary>One Compose project of a single service <c>app</c>.</summary>
/// <param name="Override">A <c>compose.override.yaml</c> beside it; empty for none.</param>
/// <param name="Environment">An <c>.env</c> beside it.</param>
internal sealed record ComposeCase(string Sentence, string Compose, string Override = "", string Environment = "")
{
    public const string Image = "shutdown-toolkit-test/compose-oracle";

    /// <summary>What every case builds: an init as ENTRYPOINT, a CMD, a stop signal of its own.</summary>
    public const string Dockerfile = """
        FROM shutdown-toolkit/dash
        ENTRYPOINT ["tini", "--"]
        CMD ["sleep", "60"]
        STOPSIGNAL SIGINT
        """;
}

internal static class ComposeCases
{
    public static readonly IReadOnlyList<ComposeCase> All =
    [
        Of("nothing set: the image's own", ""),
        Of("a command list replaces CMD and keeps ENTRYPOINT", "command: [sleep, '5']"),
        Of("a command string is split into words", "command: sleep 5"),
        Of("quotes in a command string keep words together", "command: sh -c 'sleep 5; exit 3'"),
        Of("double quotes and an escaped one", """command: echo "a \"b\" c" d"""),
        Of("an empty list clears CMD", "command: []"),
        Of("an entrypoint drops the image's CMD", "entrypoint: [sleep, '7']"),
        Of("an entrypoint string is split too", "entrypoint: sleep 7"),
        Of("entrypoint and command together", "entrypoint: [sh, -c]\n    command: ['sleep 3']"),
        Of("a dollar is doubled", "command: sh -c 'echo $$HOME'"),
        Of("init: true", "init: true"),
        Of("init: false", "init: false"),
        Of("a stop signal", "stop_signal: SIGQUIT"),
        Of("a stop signal without SIG", "stop_signal: TERM"),
        Of("a stop signal by number", "stop_signal: '10'"),
        Of("a grace in seconds", "stop_grace_period: 25s"),
        Of("a grace in minutes and seconds", "stop_grace_period: 1m30s"),
        Of("a grace in hours", "stop_grace_period: 1h"),
        Of("all of them", "init: true\n    stop_signal: SIGUSR1\n    stop_grace_period: 3s\n    command: [sleep, '1']"),
        Of("a default of an unset variable", "command: sleep ${SECONDS_TO_SLEEP:-9}"),
        Of("a variable of .env", "command: sleep ${NAP}") with { Environment = "NAP=11\n" },
        Of("a grace from .env", "stop_grace_period: ${GRACE}") with { Environment = "GRACE=17s\n" },
        Of("a default of an unset variable, empty allowed", "command: sleep ${SECONDS_TO_SLEEP-4}"),
        Of("an override file replaces the command", "command: [sleep, '1']") with { Override = Service("command: [sleep, '2']") },
        Of("an override file replaces grace and signal", "stop_grace_period: 1s\n    stop_signal: SIGHUP")
            with { Override = Service("stop_grace_period: 2s\n    stop_signal: SIGTERM") },
        Of("an override file adds init", "command: sleep 1") with { Override = Service("init: true") },
        Of("an override file replaces the entrypoint", "entrypoint: [sleep]\n    command: ['1']")
            with { Override = Service("entrypoint: [tini, --, sleep]") },
        new("an anchor with a merge key", Service("<<: *stop").Insert(0, "x-stop: &stop\n  stop_grace_period: 8s\n  init: true\n")),
        new("own keys win over merged ones",
            Service("<<: *stop\n    stop_grace_period: 9s").Insert(0, "x-stop: &stop\n  stop_grace_period: 8s\n  stop_signal: SIGHUP\n")),
        new("extends a service of the same file", Service("extends: base") + "  base:\n    build: .\n    image: " + ComposeCase.Image
            + "\n    network_mode: bridge\n    command: [sleep, '4']\n    stop_grace_period: 6s\n    stop_signal: SIGHUP\n"),
    ];

    private static ComposeCase Of(string sentence, string lines) => new(sentence, Service(lines));

    private static string Service(string lines) =>
        $"services:\n  app:\n    build: .\n    image: {ComposeCase.Image}\n    network_mode: bridge\n    {lines}\n";
}
