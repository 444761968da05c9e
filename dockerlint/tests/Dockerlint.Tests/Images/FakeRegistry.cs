using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Dockerlint.Tests.Images;

/// <summary>A registry on this machine that answers what a test wants, the wrong things first of all.</summary>
internal sealed class FakeRegistry : IDisposable
{
    private readonly HttpListener _listener;
    private readonly Dictionary<string, byte[]> _contents = new(StringComparer.Ordinal);

    public FakeRegistry()
    {
        (_listener, Port) = Listen();
        _ = Task.Run(ServeAsync);
    }

    public int Port { get; }

    public string Host => $"127.0.0.1:{Port}";

    /// <summary>Asked before anything is answered; true: it has answered itself.</summary>
    public Func<HttpListenerContext, bool> Intercept { get; set; } = static _ => false;

    public List<string> Requests { get; } = [];

    /// <returns>The manifest's digest.</returns>
    public string Add(TestImage image, string repository = "web", string tag = "1.0", Func<byte[], byte[]>? pack = null)
    {
        var layout = image.OciLayout(pack);
        var manifest = layout[^1].Content;
        foreach (var (path, content) in layout.Skip(2))
        {
            _contents[$"/v2/{repository}/blobs/sha256:{path[13..]}"] = content;
        }

        _contents[$"/v2/{repository}/manifests/{tag}"] = manifest;
        _contents[$"/v2/{repository}/manifests/{TestImage.Digest(manifest)}"] = manifest;
        return TestImage.Digest(manifest);
    }

    public void Add(string path, byte[] content) => _contents[path] = content;

    public void Dispose() => _listener.Close();

    public static bool Answer(HttpListenerContext context, int status, string body = "")
    {
        context.Response.StatusCode = status;
        context.Response.Close(Encoding.UTF8.GetBytes(body), willBlock: true);
        return true;
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            lock (Requests)
            {
                Requests.Add(context.Request.Url!.AbsolutePath);
            }

            _ = Task.Run(() => Serve(context));
        }
    }

    private void Serve(HttpListenerContext context)
    {
        try
        {
            if (Intercept(context))
            {
                return;
            }

            if (_contents.TryGetValue(context.Request.Url!.AbsolutePath, out var content))
            {
                context.Response.Close(content, willBlock: true);
            }
            else
            {
                Answer(context, 404);
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    /// <summary>HttpListener takes no port 0: another program may take the free one first.</summary>
    private static (HttpListener Listener, int Port) Listen()
    {
        for (var attempt = 0; ; attempt++)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var port = ((IPEndPoint)probe.LocalEndpoint).Port;
            probe.Stop();
            var listener = new HttpListener();
            listener.Prefixes.Add($"http://127.0.0.1:{port}/");
            try
            {
                listener.Start();
                return (listener, port);
            }
            catch (HttpListenerException) when (attempt < 10)
            {
                listener.Close();
            }
        }
    }
}
