using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Docker.DotNet;
using Docker.DotNet.Models;
using ShutdownToolkit.StopTiming.Engines;

namespace StopTiming.Tests;

/// <summary>
/// The client's JSON contexts hold a reader and two writers for everything an engine can be asked, 5 MB of native code. What no call of ours can
/// meet is named in a substitution file and left out; a call that is added shows here, before it fails in the native command only. The second
/// writer, without metadata, is never taken: the client's options have converters of their own.
/// </summary>
public sealed class EngineModelsTests
{
    private static readonly Assembly _client = typeof(DockerClient).Assembly;

    [Fact]
    public void UnusedModels_AreThoseThatNoCallMeets()
    {
        var path = Path.Combine(RepositoryRoot(), "dockerlint/src/Dockerlint/Docker.DotNet.Unused.xml");
        var expected = Unused();
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            File.WriteAllText(path, expected);
        }

        Assert.True(File.ReadAllText(path).ReplaceLineEndings("\n") == expected, $"{path} is out of date: UPDATE_DOCS=1 dotnet test writes it");
        Assert.Contains("Create_SwarmInspectResponse(", expected, StringComparison.Ordinal);
        Assert.DoesNotContain("Create_ContainerInspectResponse(", expected, StringComparison.Ordinal);
        Assert.DoesNotContain("Create_HostConfig(", expected, StringComparison.Ordinal);

        // Asked by Dockerlint.Images, when `ps` reads a container's files.
        Assert.DoesNotContain("Create_ContainerPathStatResponse(", expected, StringComparison.Ordinal);
    }

    [Fact]
    public void FastWriters_AreNeverTaken()
    {
        var serializer = _client.GetType("Docker.DotNet.JsonSerializer", throwOnError: true)!;
        var instance = serializer.GetProperty("Instance", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!.GetValue(null);
        var options = (JsonSerializerOptions)serializer.GetField("_options", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(instance)!;
        var isTaken = typeof(JsonTypeInfo).GetProperty("CanUseSerializeHandler", BindingFlags.Instance | BindingFlags.NonPublic)!;

        Assert.All(
            new[] { typeof(CreateContainerParameters), typeof(ContainerExecCreateParameters), typeof(ContainerExecStartParameters) },
            sent => Assert.Equal(false, isTaken.GetValue(options.GetTypeInfo(sent))));
    }

    private static bool IsFastWriter(MethodInfo method) => method.Name.EndsWith("SerializeHandler", StringComparison.Ordinal)
        && method.GetParameters() is [{ ParameterType: var writer }, _] && writer == typeof(Utf8JsonWriter);

    private static string Unused()
    {
        var met = new HashSet<Type>();
        foreach (var called in Calls())
        {
            Meet(called.ReturnType, met);
            foreach (var parameter in called.GetParameters())
            {
                Meet(parameter.ParameterType, met);
            }
        }

        var text = new StringBuilder("<!-- Written by EngineModelsTests; what a removed method is asked for fails with a sentence. -->\n<linker>\n");
        text.Append("  <assembly fullname=\"Docker.DotNet\">\n");
        foreach (var context in _client.GetTypes().Where(typeof(JsonSerializerContext).IsAssignableFrom).OrderBy(type => type.FullName,
            StringComparer.Ordinal))
        {
            text.Append("    <type fullname=\"").Append(context.FullName).Append("\">\n");
            var removed = context.GetMethods(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .Where(method => IsFastWriter(method)
                    || method.Name.StartsWith("Create_", StringComparison.Ordinal) && IsModel(method.ReturnType, met))
                .Select(static method => $"{Name(method.ReturnType)} {method.Name}"
                    + $"({string.Join(',', method.GetParameters().Select(static parameter => Name(parameter.ParameterType)))})")
                .Order(StringComparer.Ordinal);
            foreach (var signature in removed)
            {
                var written = signature.Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
                text.Append("      <method signature=\"").Append(written).Append("\" body=\"remove\" />\n");
            }

            text.Append("    </type>\n");
        }

        return text.Append("  </assembly>\n</linker>\n").ToString();
    }

    /// <summary>The client's operations that our assemblies refer to.</summary>
    private static List<MethodInfo> Calls() =>
        [.. new[] { typeof(Engine).Assembly, Assembly.Load("Dockerlint.Images") }.SelectMany(static assembly => Calls(assembly.Location))];

    private static List<MethodInfo> Calls(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        var called = new List<MethodInfo>();
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind == HandleKind.TypeReference)
            {
                var type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
                if (_client.GetType($"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}") is { IsInterface: true } operations)
                {
                    called.AddRange(operations.GetMethods().Where(method => method.Name == metadata.GetString(member.Name)));
                }
            }
        }

        return called;
    }

    private static void Meet(Type type, HashSet<Type> met)
    {
        foreach (var inner in type.HasElementType ? [type.GetElementType()!] : type.GetGenericArguments())
        {
            Meet(inner, met);
        }

        if (type.Assembly == _client && !type.HasElementType && met.Add(type))
        {
            foreach (var property in type.GetProperties())
            {
                Meet(property.PropertyType, met);
            }
        }
    }

    /// <summary>Whether it, or what it is made of, is one of the client's that is not met.</summary>
    private static bool IsModel(Type type, HashSet<Type> met) => type.HasElementType ? IsModel(type.GetElementType()!, met)
        : type.IsGenericType ? type.GetGenericArguments().Any(inner => IsModel(inner, met))
        : type.Assembly == _client && !type.IsNested && !met.Contains(type);

    /// <summary>As a substitution file writes it.</summary>
    private static string Name(Type type) => type.IsArray ? Name(type.GetElementType()!) + "[]"
        : type.IsGenericType ? $"{type.Namespace}.{type.Name}<{string.Join(",", type.GetGenericArguments().Select(Name))}>"
        : type.FullName!.Replace('+', '/');

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Toolkit.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no Toolkit.sln above the tests");
        }

        return folder;
    }
}
