using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;

namespace ShutdownToolkit.Analyzers.Flow;

internal static class TypeQuestions
{
    public static bool Is([NotNullWhen(true)] this ITypeSymbol? type, INamedTypeSymbol? known) =>
        known is not null && SymbolEqualityComparer.Default.Equals(type?.OriginalDefinition, known);

    /// <summary>The type itself, a type derived from it, or one that implements it.</summary>
    public static bool DerivesFrom([NotNullWhen(true)] this ITypeSymbol? type, INamedTypeSymbol? known)
    {
        if (type is null || known is null)
        {
            return false;
        }

        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.Is(known))
            {
                return true;
            }
        }

        if (known.TypeKind == TypeKind.Interface)
        {
            foreach (var implemented in type.AllInterfaces)
            {
                if (implemented.Is(known))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
