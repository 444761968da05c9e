using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using ShutdownToolkit.Analyzers.Flow;

namespace ShutdownToolkit.Analyzers.Requests;

/// <summary>Which types carry a request, and which methods a framework calls with one.</summary>
internal sealed class RequestTypes
{
    private static readonly ConditionalWeakTable<KnownSymbols, RequestTypes> _perCompilation = new();

    private readonly INamedTypeSymbol?[] _contexts;
    private readonly INamedTypeSymbol?[] _handles;
    private readonly INamedTypeSymbol?[] _bases;
    private readonly INamedTypeSymbol? _verb;
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _madeWithARequest = new(SymbolEqualityComparer.Default);

    private RequestTypes(KnownSymbols symbols)
    {
        _contexts = [symbols.HttpContext, symbols.Type("Microsoft.AspNetCore.Http.HttpResponse"), symbols.ServerCallContext];
        _handles =
        [
            .. _contexts,
            symbols.Type("System.Net.WebSockets.WebSocket"),
            symbols.Type("Grpc.Core.IServerStreamWriter`1"),
            symbols.Type("Grpc.Core.IAsyncStreamReader`1"),
        ];
        _bases =
        [
            symbols.Type("Microsoft.AspNetCore.Mvc.ControllerBase"),
            symbols.Type("Microsoft.AspNetCore.Mvc.RazorPages.PageModel"),
            symbols.Type("FastEndpoints.BaseEndpoint"),
        ];
        _verb = symbols.Type("Microsoft.AspNetCore.Mvc.Routing.HttpMethodAttribute");
    }

    public static RequestTypes Of(KnownSymbols symbols) => _perCompilation.GetValue(symbols, key => new RequestTypes(key));

    /// <summary>HttpContext, HttpResponse, ServerCallContext: they know the request's token.</summary>
    public bool IsContext(ITypeSymbol? type) => IsAny(type, _contexts);

    /// <summary>Or a socket or stream of the request.</summary>
    public bool IsHandle(ITypeSymbol? type) => IsAny(type, _handles);

    /// <summary>A method of a controller, page or endpoint class, also of a class that has only the attributes of one.</summary>
    public bool IsAction(IMethodSymbol method) => IsAny(method.ContainingType, _bases)
        || _verb is not null && method.GetAttributes().Any(attribute => attribute.AttributeClass.DerivesFrom(_verb));

    public bool IsHandler(IMethodSymbol method) => IsAction(method) || method.Parameters.Any(parameter => IsContext(parameter.Type));

    /// <summary>A constructor takes the request's context or response.</summary>
    public bool IsMadeWithARequest(INamedTypeSymbol type) => _madeWithARequest.GetOrAdd(type, made =>
        made.InstanceConstructors.Any(constructor => constructor.Parameters.Any(parameter => IsContext(parameter.Type))));

    private static bool IsAny(ITypeSymbol? type, INamedTypeSymbol?[] known)
    {
        foreach (var one in known)
        {
            if (type.DerivesFrom(one))
            {
                return true;
            }
        }

        return false;
    }
}
