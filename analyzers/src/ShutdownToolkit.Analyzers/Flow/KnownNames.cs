using Microsoft.CodeAnalysis;

namespace ShutdownToolkit.Analyzers.Flow;

/// <summary>
/// Names that patterns test. <c>ContainingType.KnownName: "Thread"</c> is true of System.Threading.Thread and of no other Thread, and
/// needs no compilation at hand; where there is one, <see cref="KnownSymbols"/> answers.
/// </summary>
internal static class KnownNames
{
    private static readonly Dictionary<string, string[]> _namespaces = Index(
        ("System", ["AggregateException", "AppDomain", "Console", "DateTime", "DateTimeOffset", "Environment", "Exception",
            "IAsyncDisposable", "Math", "Object", "OperationCanceledException", "Random", "ReadOnlySpan", "SystemException", "TimeSpan"]),
        ("System.Collections.Concurrent", ["BlockingCollection"]),
        ("System.IO.Pipes", ["NamedPipeServerStream"]),
        ("System.Net", ["HttpListener"]),
        ("System.Net.Http", ["HttpClient"]),
        ("System.Net.Http.Json", ["HttpClientJsonExtensions"]),
        ("System.IO", ["StreamReader", "TextReader"]),
        ("System.Net.Sockets", ["NetworkStream", "Socket", "TcpListener", "UdpClient"]),
        ("System.Diagnostics", ["Process", "Stopwatch"]),
        ("System.Runtime.CompilerServices", ["ConfiguredTaskAwaitable"]),
        ("System.Runtime.Loader", ["AssemblyLoadContext"]),
        ("System.Threading", ["AutoResetEvent", "Barrier", "CancellationToken", "CancellationTokenSource", "CountdownEvent", "EventWaitHandle",
            "ManualResetEvent", "ManualResetEventSlim", "Monitor", "Mutex", "PeriodicTimer", "Semaphore", "SemaphoreSlim", "SpinWait", "Thread",
            "ThreadPool", "Timeout", "Timer", "WaitHandle"]),
        ("System.Threading.Channels", ["ChannelReader", "ChannelWriter"]),
        ("System.Threading.Tasks", ["Parallel", "Task", "TaskAsyncEnumerableExtensions", "TaskCanceledException", "TaskCompletionSource",
            "TaskExtensions", "TaskFactory", "ValueTask"]),
        ("System.Timers", ["Timer"]),
        ("Grpc.Core", ["IAsyncStreamReader", "ServerCallContext"]),
        ("Microsoft.AspNetCore.Builder", ["EndpointRouteBuilderExtensions", "RunExtensions"]),
        ("Microsoft.AspNetCore.Hosting", ["IApplicationLifetime"]),
        ("Microsoft.AspNetCore.Http", ["Results", "TypedResults", "WebSocketManager"]),
        ("Microsoft.Extensions.Hosting", ["BackgroundService", "BackgroundServiceExceptionBehavior", "ConsoleLifetimeOptions",
            "IApplicationLifetime", "IHostApplicationLifetime"]),
        ("Microsoft.Extensions.Hosting.Internal", ["ApplicationLifetime"]),
        ("Microsoft.Extensions.Logging", ["LogLevel", "LoggerFactory"]),
        ("NLog", ["ILogger", "Logger"]),
        ("Polly", ["AsyncPolicy", "IAsyncPolicy", "ISyncPolicy", "Policy", "ResiliencePipeline"]),
        ("RabbitMQ.Client.Events", ["AsyncEventingBasicConsumer", "EventingBasicConsumer"]),
        ("Serilog", ["ILogger", "Log"]),
        ("Serilog.Core", ["Logger"]),
        ("Serilog.Configuration", ["LoggerMinimumLevelConfiguration", "LoggerSinkConfiguration"]),
        ("Serilog.Events", ["LogEventLevel"]),
        ("log4net", ["ILog"]));

    /// <summary>A name, and the namespaces whose type of that name is meant.</summary>
    public static IReadOnlyDictionary<string, string[]> Namespaces => _namespaces;

    extension(ITypeSymbol type)
    {
        /// <summary>The type's own name where it is the type that everybody means by it; else null.</summary>
        public string? KnownName =>
            _namespaces.TryGetValue(type.Name, out var known) && type.ContainingNamespace.IsOneOf(known) ? type.Name : null;
    }

    private static Dictionary<string, string[]> Index(params (string Namespace, string[] Types)[] known) => known
        .SelectMany(entry => entry.Types.Select(type => (entry.Namespace, Type: type)))
        .GroupBy(entry => entry.Type, entry => entry.Namespace, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    /// <summary>Of the base library or of Microsoft's extensions of it.</summary>
    public static bool IsOfTheSystem(this INamespaceSymbol? space)
    {
        while (space?.ContainingNamespace is { IsGlobalNamespace: false } outer)
        {
            space = outer;
        }

        return space is null || space.Name is "System" or "Microsoft";
    }

    private static bool IsOneOf(this INamespaceSymbol? space, string[] names)
    {
        foreach (var name in names)
        {
            if (space.IsCalled(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Compares from the last segment on, without making a string.</summary>
    private static bool IsCalled(this INamespaceSymbol? space, string name)
    {
        var end = name.Length;
        for (; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            var start = end - space.Name.Length;
            if (start < 0 || string.CompareOrdinal(name, start, space.Name, 0, space.Name.Length) != 0 || start > 0 && name[start - 1] != '.')
            {
                return false;
            }

            end = Math.Max(0, start - 1);
        }

        return end == 0;
    }
}
