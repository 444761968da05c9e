using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Analyzers.Projects;

/// <summary>
/// HostOptions.ShutdownTimeout as the project's source sets it, the shortest of several, or the default of its framework; null where it is
/// set to something that is not a constant. Read from syntax, and only when a rule has a finding to weigh.
/// </summary>
internal sealed class ShutdownTimeouts
{
    private static readonly ConditionalWeakTable<Compilation, ShutdownTimeouts> _perCompilation = new();

    private readonly TimeSpan? _shortest;
    private readonly bool _isSet;

    private ShutdownTimeouts(Compilation compilation, CancellationToken cancellation)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            foreach (var node in tree.GetRoot(cancellation).DescendantNodes())
            {
                if (Setting(node) is not { } value)
                {
                    continue;
                }

                var length = ConstantDuration.Written(value);
                _shortest = !_isSet ? length : length < _shortest ? length : length is null ? null : _shortest;
                _isSet = true;
            }
        }
    }

    public static TimeSpan? Of(Compilation compilation, ProjectFacts project, CancellationToken cancellation)
    {
        var known = _perCompilation.GetValue(compilation, key => new ShutdownTimeouts(key, cancellation));
        return known._isSet ? known._shortest
            : ShutdownDefaults.TimeoutSeconds(project.NetVersion) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static ExpressionSyntax? Setting(SyntaxNode node) => node switch
    {
        AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ShutdownTimeout" }, Right: var value } => value,
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "ShutdownTimeout" }, Right: var value } => value,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "UseShutdownTimeout" },
            ArgumentList.Arguments: [.., var timeout] } => timeout.Expression,
        _ => null,
    };
}
