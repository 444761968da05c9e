namespace Dockerlint.Programs.Servers;

internal static class Envoy
{
    public static readonly KnownProgram Program = new("envoy", "envoyproxy.io/docs, Server: signals")
    {
        On = new SignalEffects { Term = SignalEffect.Drains, Int = SignalEffect.Quits },
        Images =
        [
            new OfficialImage("envoyproxy/envoy")
            {
                Entrypoint = ["/docker-entrypoint.sh"], ExecsArguments = true, Cmd = ["envoy", "-c", "/etc/envoy/envoy.yaml"],
            },
        ],
    };
}
