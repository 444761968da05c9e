namespace Dockerlint.Programs.Servers;

internal static class Serve
{
    private static readonly SignalEffects _unknown = new() { Term = SignalEffect.Unknown, Int = SignalEffect.Unknown, Quit = SignalEffect.Unknown };

    /// <summary>The name is common: a path leads to somebody's own program.</summary>
    public static readonly KnownProgram Program = new("serve", "measured; github.com/vercel/serve, source/utilities/http.ts")
    {
        On = new SignalEffects { Term = SignalEffect.Drains, Int = SignalEffect.Drains, Usr1 = SignalEffect.Ignores },
        OnCall = static call => call.Argv is [{ Value: { } path }, ..] && path != "serve" && !path.Contains("node_modules") ? _unknown : Program!.On,
    };
}
