namespace Dockerlint.Text;

/// <summary>The map without entries that stands where nothing is set; one for all, as most are never filled.</summary>
public static class EmptyMap
{
    public static IReadOnlyDictionary<string, TValue> Of<TValue>() => Shared<TValue>.Instance;

    private static class Shared<TValue>
    {
        public static readonly Dictionary<string, TValue> Instance = new(0, StringComparer.Ordinal);
    }
}
