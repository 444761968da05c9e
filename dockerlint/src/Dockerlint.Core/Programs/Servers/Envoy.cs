namespace Dockerlint.Programs.Servers;

internal static class Envoy
{
    /// <summary>
    /// A signal leaves the event loop at once (source/server/server.cc, <c>InstanceBase::shutdown</c>): only the admin interface and a hot restart
    /// drain.
    /// </summary>
    public static readonly KnownProgram Program = new("envoy", "github.com/envoyproxy/envoy/issues/7841")
    {
        On = new SignalEffects { Term = SignalEffect.Quits, Int = SignalEffect.Quits },
        Advice = "let a preStop ask its admin interface to drain (POST /drain_listeners?graceful) and wait",
        Images =
        [
            new OfficialImage("envoyproxy/envoy")
            {
                Entrypoint = ["/docker-entrypoint.sh"], ExecsArguments = true, Cmd = ["envoy", "-c", "/etc/envoy/envoy.yaml"],
            },
        ],
    };
}
