using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ShutdownToolkit.Analyzers.Tests.Verification;

/// <summary>
/// The references of the code under test: the shared frameworks this test runs on (no network), and a stub assembly for each
/// <c>Stubs/Some.Library.cs</c> whose name the code imports with <c>using Some.Library</c>.
/// </summary>
internal static class References
{
    private static readonly ConcurrentDictionary<string, MetadataReference> _stubs = new();
    private static readonly string[] _files = Directory.GetFiles(Repository.Stubs, "*.cs");

    public static ImmutableArray<MetadataReference> Runtime { get; } = Shared("Microsoft.NETCore.App");

    public static ImmutableArray<MetadataReference> AspNetCore { get; } = [.. Runtime, .. Shared("Microsoft.AspNetCore.App")];

    /// <summary>The files of the stubs that these sources import.</summary>
    public static IEnumerable<string> Stubs(IEnumerable<string> sources)
    {
        var all = string.Join('\n', sources);
        return _files.Where(file => all.Contains("using " + Path.GetFileNameWithoutExtension(file), StringComparison.Ordinal));
    }

    public static MetadataReference Stub(string file) => _stubs.GetOrAdd(file, Compile);

    private static ImmutableArray<MetadataReference> Shared(string framework) =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => path.Contains($"{Path.DirectorySeparatorChar}{framework}{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static PortableExecutableReference Compile(string file)
    {
        using var image = new MemoryStream();
        var compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(file),
            [CSharpSyntaxTree.ParseText(
                "global using System; global using System.Collections.Generic; global using System.Threading; global using System.Threading.Tasks;"),
                CSharpSyntaxTree.ParseText(File.ReadAllText(file))],
            AspNetCore,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var result = compilation.Emit(image);
        return result.Success
            ? MetadataReference.CreateFromImage(image.ToArray())
            : throw new InvalidOperationException($"{file} does not compile:\n{string.Join('\n', result.Diagnostics)}");
    }
}
