using System.Net;

namespace ShutdownToolkit.StopTiming.Engines;

/// <summary>
/// The system's proxy (HTTPS_PROXY, HTTP_PROXY, NO_PROXY), but for what is on this machine: a proxy could not reach it, and would see what goes there
/// without TLS. Go's clients, docker among them, do the same (net/http, ProxyFromEnvironment).
/// </summary>
internal sealed class ProxyBeyondLoopback : IWebProxy
{
    public static readonly ProxyBeyondLoopback Instance = new();

    private ProxyBeyondLoopback()
    {
    }

    public ICredentials? Credentials
    {
        get => HttpClient.DefaultProxy.Credentials;
        set => HttpClient.DefaultProxy.Credentials = value;
    }

    public Uri? GetProxy(Uri destination) => destination.IsLoopback ? null : HttpClient.DefaultProxy.GetProxy(destination);

    public bool IsBypassed(Uri host) => host.IsLoopback || HttpClient.DefaultProxy.IsBypassed(host);
}
