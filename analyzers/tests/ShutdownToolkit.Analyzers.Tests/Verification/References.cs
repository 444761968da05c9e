using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ShutdownToolkit.Analyzers.Tests.Verification;

/// <summary>
/// The references of the code under test: the shared frameworks this test runs on (no network), and what it imports with
/// <c>using Some.Library</c>: a package that the test project references, or a stub, <c>Stubs/Some.Library.cs</c>.
/// </summary>
internal static class References
{
    private static readonly ConcurrentDictionary<string, MetadataReference> _stubs = new();
    private static readonly string[] _files = Directory.GetFiles(Repository.Stubs, "*.cs");

    /// <summary>The packages by which tests are written, and their names in code.</summary>
    private static readonly string[] _packages =
    [
        "Akka", "Azure.Messaging.ServiceBus", "Azure.Storage.Queues", "Confluent.Kafka", "Grpc", "Hangfire", "MassTransit",
        "Microsoft.EntityFrameworkCore", "NATS.Client.Core", "OpenTelemetry", "Polly", "Quartz", "RabbitMQ.Client", "Serilog",
    ];

    public static ImmutableArray<MetadataReference> Runtime { get; } = Shared("Microsoft.NETCore.App");

    public static ImmutableArray<MetadataReference> AspNetCore { get; } = [.. Runtime, .. Shared("Microsoft.AspNetCore.App")];

    /// <summary>The files of the stubs and packages that these sources import.</summary>
    public static IEnumerable<string> Libraries(IEnumerable<string> sources)
    {
        var all = string.Join('\n', sources);
        foreach (var stub in _files.Where(file => all.Contains("using " + Path.GetFileNameWithoutExtension(file), StringComparison.Ordinal)))
        {
            yield return stub;
        }

        foreach (var assembly in _packages.Where(name => all.Contains("using " + name, StringComparison.Ordinal)).SelectMany(Closure).Distinct())
        {
            yield return assembly;
        }
    }

    public static MetadataReference Library(string file) => _stubs.GetOrAdd(
        file, key => key.EndsWith(".cs", StringComparison.Ordinal) ? Compile(key) : MetadataReference.CreateFromFile(key));

    /// <summary>The package's assemblies beside this test, and what they reference of the others there.</summary>
    private static HashSet<string> Closure(string package)
    {
        var files = new HashSet<string>(
            Directory.GetFiles(AppContext.BaseDirectory, "*.dll").Where(file => IsOf(package, Path.GetFileNameWithoutExtension(file))));
        var open = new Queue<string>(files);
        while (open.TryDequeue(out var file))
        {
            using var image = new PEReader(File.OpenRead(file));
            var metadata = image.GetMetadataReader();
            foreach (var handle in metadata.AssemblyReferences)
            {
                var name = metadata.GetString(metadata.GetAssemblyReference(handle).Name);
                var referenced = Path.Combine(AppContext.BaseDirectory, name + ".dll");
                if (File.Exists(referenced) && files.Add(referenced))
                {
                    open.Enqueue(referenced);
                }
            }
        }

        return files;
    }

    private static bool IsOf(string package, string assembly) =>
        assembly == package || assembly.StartsWith(package + ".", StringComparison.Ordinal);

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
