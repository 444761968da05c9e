using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Requests;

namespace ShutdownToolkit.Analyzers;

/// <summary>The types the rules ask for, each resolved at its first use and once a compilation for all rules together.</summary>
internal sealed class KnownSymbols
{
    private static readonly ConditionalWeakTable<Compilation, KnownSymbols> _perCompilation = new();

    private readonly Compilation _compilation;
    private readonly ConcurrentDictionary<string, INamedTypeSymbol?> _types = new();
    private readonly ConcurrentDictionary<INamedTypeSymbol, HostedService> _services = new(SymbolEqualityComparer.Default);

    // Asked of nearly every operation: a field each, no search by name.
    private readonly INamedTypeSymbol? _token;
    private readonly INamedTypeSymbol? _tokenSource;
    private readonly INamedTypeSymbol? _hosted;

    private KnownSymbols(Compilation compilation)
    {
        _compilation = compilation;
        _token = Type("System.Threading.CancellationToken");
        _tokenSource = Type("System.Threading.CancellationTokenSource");
        _hosted = Type("Microsoft.Extensions.Hosting.IHostedService");
    }

    /// <summary>The bodies of the project's methods.</summary>
    public SourceCode Source => SourceCode.Of(_compilation);

    public bool HasHosting => HostedServiceInterface is not null;

    public INamedTypeSymbol? BackgroundService => Type("Microsoft.Extensions.Hosting.BackgroundService");

    public INamedTypeSymbol? HostedServiceInterface => _hosted;

    public INamedTypeSymbol? HostedLifecycleService => Type("Microsoft.Extensions.Hosting.IHostedLifecycleService");

    public INamedTypeSymbol? Host => Type("Microsoft.Extensions.Hosting.IHost");

    public INamedTypeSymbol? HostLifetime => Type("Microsoft.Extensions.Hosting.IHostApplicationLifetime");

    public INamedTypeSymbol? HostOptions => Type("Microsoft.Extensions.Hosting.HostOptions");

    public INamedTypeSymbol? WebApplication => Type("Microsoft.AspNetCore.Builder.WebApplication");

    public INamedTypeSymbol? HttpContext => Type("Microsoft.AspNetCore.Http.HttpContext");

    public INamedTypeSymbol? ServerCallContext => Type("Grpc.Core.ServerCallContext");

    public INamedTypeSymbol? PosixSignalRegistration => Type("System.Runtime.InteropServices.PosixSignalRegistration");

    public INamedTypeSymbol? CancellationToken => _token;

    public INamedTypeSymbol? CancellationTokenSource => _tokenSource;

    public INamedTypeSymbol? Task => Type("System.Threading.Tasks.Task");

    public INamedTypeSymbol? ValueTask => Type("System.Threading.Tasks.ValueTask");

    public INamedTypeSymbol? TimeSpan => Type("System.TimeSpan");

    public static KnownSymbols Of(Compilation compilation) => _perCompilation.GetValue(compilation, key => new KnownSymbols(key));

    /// <summary>Any type by metadata name; null where it is not referenced. A rule with types of its own asks here.</summary>
    public INamedTypeSymbol? Type(string metadataName)
    {
        if (_types.TryGetValue(metadataName, out var known))
        {
            return known;
        }

        // GetTypeByMetadataName answers null for a name that two references declare.
        var found = _compilation.GetTypeByMetadataName(metadataName) ?? FirstPublic(metadataName);
        _types.TryAdd(metadataName, found);
        return found;
    }

    public bool IsToken([NotNullWhen(true)] ITypeSymbol? type) => type.Is(CancellationToken);

    public bool IsTokenSource([NotNullWhen(true)] ITypeSymbol? type) => type.DerivesFrom(CancellationTokenSource);

    /// <summary>Whether the host starts and stops this type: a class that implements IHostedService, however far up.</summary>
    public bool IsHosted(INamedTypeSymbol type) => type.TypeKind == TypeKind.Class && type.DerivesFrom(HostedServiceInterface);

    public bool IsBackgroundService(INamedTypeSymbol type) => type.DerivesFrom(BackgroundService);

    /// <summary>The one model of a hosted type that all rules share.</summary>
    public HostedService Service(INamedTypeSymbol type) => _services.GetOrAdd(type, key => new HostedService(key, this));

    private INamedTypeSymbol? FirstPublic(string metadataName)
    {
        foreach (var candidate in _compilation.GetTypesByMetadataName(metadataName))
        {
            if (candidate.DeclaredAccessibility == Accessibility.Public)
            {
                return candidate;
            }
        }

        return null;
    }
}
