using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;

namespace ShutdownToolkit.Analyzers.Hosting;

internal enum HostCall
{
    None,
    Start,
    Run,
    Wait,
    Stop,
}

/// <summary>What a call does with the lifetime of a host; extension methods count as the host's own.</summary>
internal static class HostCalls
{
    public static HostCall OnHost(this IInvocationOperation call, KnownSymbols symbols) =>
        Named(call.TargetMethod) is not HostCall.None and var named && call.HostOf() is { } host && IsHost(host.Type, symbols)
            ? named : HostCall.None;

    private static HostCall Named(IMethodSymbol method) => method.Name switch
    {
        "Start" or "StartAsync" => HostCall.Start,
        "WaitForShutdown" or "WaitForShutdownAsync" => HostCall.Wait,
        "Stop" or "StopAsync" => HostCall.Stop,
        // app.Run(context => …) adds the last middleware.
        "Run" when method.ContainingType.KnownName == "RunExtensions" => HostCall.None,
        var name when name.StartsWith("Run", StringComparison.Ordinal) => HostCall.Run,
        _ => HostCall.None,
    };

    /// <summary>What the call is made on, also where it is an extension method.</summary>
    public static IOperation? HostOf(this IInvocationOperation call) =>
        (call.Instance ?? (call.TargetMethod.IsExtensionMethod && call.Arguments.Length > 0 ? call.Arguments[0].Value : null))?.Unwrapped();

    public static bool IsHost(this ITypeSymbol? type, KnownSymbols symbols) =>
        type.DerivesFrom(symbols.Host) || type.DerivesFrom(symbols.Type("Microsoft.Extensions.Hosting.IHostBuilder"));

    /// <summary>Whether code binds its own end to the host's: it reads ApplicationStopping or ApplicationStopped, or hands the lifetime on.</summary>
    public static bool ObservesStop(this IOperation operation, KnownSymbols symbols) => operation switch
    {
        IPropertyReferenceOperation { Property.Name: "ApplicationStopping" or "ApplicationStopped" } => true,
        IArgumentOperation { Value: var value } => value.Type.DerivesFrom(symbols.HostLifetime),
        _ => false,
    };
}
