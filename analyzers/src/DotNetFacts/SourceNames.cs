using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ShutdownToolkit.DotNetFacts;

/// <summary>The names that a file, or all files of a project together, uses. Answers "is it mentioned anywhere" without the text.</summary>
internal sealed class SourceNames
{
    /// <summary>A category, a key or a section; longer literals are prose.</summary>
    private const int LongestLiteral = 64;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _literals = new(StringComparer.Ordinal);
    private readonly HashSet<string> _assigned = new(StringComparer.Ordinal);
    private readonly HashSet<string> _configured = new(StringComparer.Ordinal);
    private readonly HashSet<string> _switchedOn = new(StringComparer.Ordinal);
    private readonly HashSet<string> _declaredRuns = new(StringComparer.Ordinal);
    private readonly HashSet<string> _calledRuns = new(StringComparer.Ordinal);

    /// <summary>Methods called <c>Run…</c> that this source declares.</summary>
    public IReadOnlyCollection<string> DeclaredRuns => _declaredRuns;

    /// <summary>Methods called <c>Run…</c> that this source calls; Task.Run starts work and is no host.</summary>
    public IReadOnlyCollection<string> CalledRuns => _calledRuns;

    public static SourceNames In(SyntaxNode root)
    {
        var names = new SourceNames();
        foreach (var node in root.DescendantNodes())
        {
            names.Read(node);
        }

        return names;
    }

    public static SourceNames Together(IEnumerable<SourceNames> files)
    {
        var all = new SourceNames();
        foreach (var file in files)
        {
            all._names.UnionWith(file._names);
            all._literals.UnionWith(file._literals);
            all._assigned.UnionWith(file._assigned);
            all._configured.UnionWith(file._configured);
            all._switchedOn.UnionWith(file._switchedOn);
            all._declaredRuns.UnionWith(file._declaredRuns);
            all._calledRuns.UnionWith(file._calledRuns);
        }

        return all;
    }

    /// <summary>An identifier, or the name after <c>using</c>.</summary>
    public bool Mentions(params string[] names) => Array.Exists(names, _names.Contains);

    /// <summary>A string literal with exactly this value, of at most 64 characters.</summary>
    public bool Says(params string[] values) => Array.Exists(values, _literals.Contains);

    /// <summary><c>x.Member = …</c></summary>
    public bool Assigns(string member) => _assigned.Contains(member);

    /// <summary><c>Configure&lt;Options&gt;</c> or <c>AddOptions&lt;Options&gt;</c></summary>
    public bool Configures(string options) => _configured.Contains(options);

    /// <summary><c>argument: true</c></summary>
    public bool SwitchesOn(string argument) => _switchedOn.Contains(argument);

    private void Read(SyntaxNode node)
    {
        switch (node)
        {
            case UsingDirectiveSyntax { Name: { } imported }:
                _names.Add(imported.ToString());
                break;
            case SimpleNameSyntax name:
                Read(name);
                break;
            case MethodDeclarationSyntax { Identifier.ValueText: var name } when IsRun(name):
                _declaredRuns.Add(name);
                break;
            case LocalFunctionStatementSyntax { Identifier.ValueText: var name } when IsRun(name):
                _declaredRuns.Add(name);
                break;
            case AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var member } }:
                _assigned.Add(member);
                break;
            case LiteralExpressionSyntax { Token: { ValueText: { Length: > 0 and <= LongestLiteral } value } } literal
                when literal.IsKind(SyntaxKind.StringLiteralExpression):
                _literals.Add(value);
                break;
            case ArgumentSyntax { NameColon.Name.Identifier.ValueText: var argument, Expression: LiteralExpressionSyntax value }
                when value.IsKind(SyntaxKind.TrueLiteralExpression):
                _switchedOn.Add(argument);
                break;
        }
    }

    private void Read(SimpleNameSyntax name)
    {
        var text = name.Identifier.ValueText;
        _names.Add(text);
        if (IsRun(text) && IsCalled(name))
        {
            _calledRuns.Add(text);
        }

        if (text is "Configure" or "AddOptions"
            && name is GenericNameSyntax { TypeArgumentList.Arguments: [SimpleNameSyntax { Identifier.ValueText: var options }] })
        {
            _configured.Add(options);
        }
    }

    private static bool IsRun(string name) => name.StartsWith("Run", StringComparison.Ordinal);

    private static bool IsCalled(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax { Expression: var receiver } access =>
            access.Name == name && access.Parent is InvocationExpressionSyntax && receiver.ToString() is not "Task",
        MemberBindingExpressionSyntax => true,
        InvocationExpressionSyntax => true,
        _ => false,
    };
}
