using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ShutdownToolkit.Analyzers.Hosting;

/// <summary>
/// What the source of a whole compilation says about the end of its process: a host, a signal handler, neither.
/// It is answered from names, so that a rule can ask while its user types; an unknown library's <c>Run</c> counts as a host.
/// Nothing is read before the first question, and an unchanged file is read once.
/// </summary>
internal sealed class HostUse
{
    private static readonly ConditionalWeakTable<Compilation, HostUse> _perCompilation = new();
    private static readonly ConditionalWeakTable<SyntaxTree, SourceNames> _perTree = new();

    private static readonly string[] _hosts =
    [
        "IHost", "IHostBuilder", "IHostApplicationBuilder", "HostBuilder", "HostApplicationBuilder", "WebApplication", "WebApplicationBuilder",
        "IWebHost", "IWebHostBuilder", "WebHostBuilder", "CreateDefaultBuilder", "CreateApplicationBuilder", "CreateEmptyApplicationBuilder",
        "DistributedApplication", "FunctionsApplication", "MauiApp", "HostFactory", "ServiceBase",
    ];

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _declaredRuns = new(StringComparer.Ordinal);
    private readonly HashSet<string> _calledRuns = new(StringComparer.Ordinal);

    private HostUse(Compilation compilation)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            var source = _perTree.GetValue(tree, key => new SourceNames(key));
            _names.UnionWith(source.Names);
            _declaredRuns.UnionWith(source.DeclaredRuns);
            _calledRuns.UnionWith(source.CalledRuns);
        }

        BuildsHost = Mentions(_hosts);
        RunsHost = Mentions("WaitForShutdown", "WaitForShutdownAsync")
            || (BuildsHost ? _calledRuns.Count > 0 : _calledRuns.Any(run => !_declaredRuns.Contains(run)));
    }

    /// <summary>A Generic Host, a WebApplication or a host of an older kind is built or named.</summary>
    public bool BuildsHost { get; }

    /// <summary>Something runs a host until SIGTERM, or may: any <c>Run…</c> that is not this source's own counts.</summary>
    public bool RunsHost { get; }

    /// <summary>Once started, the host takes SIGTERM; that nothing waits for it then is STOP1401's.</summary>
    public bool StartsHost => BuildsHost && Mentions("Start", "StartAsync");

    /// <summary>That the services have no host is STOP1406's.</summary>
    public bool StartsServicesByHand => !BuildsHost && Mentions("IHostedService") && Mentions("StartAsync");

    /// <summary>SIGTERM has a handler: PosixSignalRegistration or Mono.Unix.</summary>
    public bool RegistersSignals => Mentions("PosixSignalRegistration", "UnixSignal", "SIGTERM");

    public bool HasOwnLifetime => Mentions("IHostLifetime");

    public bool HandlesProcessExit => Mentions("ProcessExit", "Unloading");

    public bool HandlesInterrupt => Mentions("CancelKeyPress");

    public bool IsWindowsService => Mentions("UseWindowsService", "AddWindowsService");

    /// <summary>A command that its user types; System.CommandLine handles SIGTERM by itself.</summary>
    public bool IsCommandLine =>
        Mentions(
            "System.CommandLine", "Spectre.Console.Cli", "Cocona", "McMaster.Extensions.CommandLineUtils", "CliFx", "ConsoleAppFramework",
            "CommandLine");

    /// <summary>A test or benchmark in an executable of its own.</summary>
    public bool IsTestHost => Mentions("UseTestServer", "TestServer", "WebApplicationFactory", "BenchmarkRunner", "BenchmarkSwitcher");

    /// <summary>Something other than the rule at hand decides how this process ends.</summary>
    public bool HasStopPath => RunsHost || RegistersSignals || HasOwnLifetime || IsCommandLine || IsTestHost;

    public static HostUse Of(Compilation compilation) => _perCompilation.GetValue(compilation, key => new HostUse(key));

    private bool Mentions(params string[] names) => Array.Exists(names, _names.Contains);

    private sealed class SourceNames
    {
        public SourceNames(SyntaxTree tree)
        {
            foreach (var node in tree.GetRoot().DescendantNodes())
            {
                switch (node)
                {
                    case UsingDirectiveSyntax { Name: { } imported }:
                        Names.Add(imported.ToString());
                        break;
                    case SimpleNameSyntax { Identifier.ValueText: var name } called:
                        Names.Add(name);
                        if (IsRun(name) && IsCalled(called))
                        {
                            CalledRuns.Add(name);
                        }

                        break;
                    case MethodDeclarationSyntax { Identifier.ValueText: var name } when IsRun(name):
                        DeclaredRuns.Add(name);
                        break;
                    case LocalFunctionStatementSyntax { Identifier.ValueText: var name } when IsRun(name):
                        DeclaredRuns.Add(name);
                        break;
                }
            }
        }

        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

        public HashSet<string> DeclaredRuns { get; } = new(StringComparer.Ordinal);

        public HashSet<string> CalledRuns { get; } = new(StringComparer.Ordinal);

        private static bool IsRun(string name) => name.StartsWith("Run", StringComparison.Ordinal);

        /// <summary>Task.Run starts work; it is no host.</summary>
        private static bool IsCalled(SimpleNameSyntax name) => name.Parent switch
        {
            MemberAccessExpressionSyntax { Expression: var receiver } access =>
                access.Name == name && access.Parent is InvocationExpressionSyntax && receiver.ToString() is not "Task",
            MemberBindingExpressionSyntax => true,
            InvocationExpressionSyntax => true,
            _ => false,
        };
    }
}
