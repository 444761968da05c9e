using System.Reflection;
using System.Xml.Linq;
using Dockerlint.Tests.Pages;

namespace Dockerlint.Tests.Cli;

/// <summary>What the native command leaves out is named by its signature; a name that is nobody's leaves nothing out, and says nothing.</summary>
public sealed class UnusedPartsTests
{
    private const BindingFlags Declared = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.DeclaredOnly;

    [Theory]
    [InlineData("Unused.xml", 60)]
    [InlineData("Docker.DotNet.Unused.xml", 500)]
    public void EveryMethod_IsThere(string file, int atLeast)
    {
        var written = XDocument.Load(Path.Combine(Repository.Root, "dockerlint/src/Dockerlint", file)).Descendants("method").ToList();

        Assert.True(written.Count >= atLeast, $"{file} names {written.Count} methods");
        Assert.Empty(written.Where(static method => !IsThere(method)).Select(static method => method.ToString()));
    }

    private static bool IsThere(XElement method) => method.Attribute("signature")?.Value is { } signature
        && Assembly.Load(method.Parent!.Parent!.Attribute("fullname")!.Value) is var assembly
        && assembly.GetType(method.Parent.Attribute("fullname")!.Value.Replace('/', '+')) is { } type
        && type.GetMethods(Declared).Concat<MethodBase>(type.GetConstructors(Declared)).Any(own => Signature(own) == signature);

    private static string Signature(MethodBase method) => $"{(method is MethodInfo { ReturnType: var answer } ? Name(answer) : "System.Void")} "
        + $"{method.Name}({string.Join(',', method.GetParameters().Select(static parameter => Name(parameter.ParameterType)))})";

    private static string Name(Type type) => type.IsByRef ? Name(type.GetElementType()!) + "&"
        : type.IsPointer ? Name(type.GetElementType()!) + "*"
        : type.IsArray ? Name(type.GetElementType()!) + "[]"
        : type.IsGenericType ? $"{type.Namespace}.{type.Name}<{string.Join(',', type.GetGenericArguments().Select(Name))}>"
        : (type.FullName ?? type.Name).Replace('+', '/');
}
