using Dockerlint.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Containers.Facts;

namespace ShutdownToolkit.Containers.Inputs;

/// <summary>One container of an app host, as far as its calls are literal.</summary>
internal sealed class AspireContainer(SourceLocation place)
{
    /// <summary>Calls that change neither what is started nor how it is stopped.</summary>
    private static readonly string[] _neutral =
    [
        "WithReference", "WaitFor", "WaitForCompletion", "WaitForStart", "WithEndpoint", "WithHttpEndpoint", "WithHttpsEndpoint", "WithVolume",
        "WithExternalHttpEndpoints", "WithLifetime", "WithContainerName", "WithHttpHealthCheck", "WithHealthCheck", "WithParentRelationship",
        "WithUrl", "WithUrls", "WithUrlForEndpoint", "WithReferenceRelationship", "WithRelationship", "WithImageRegistry", "WithIconName",
        "WithBuildArg", "WithBuildSecret", "ExcludeFromManifest", "WithImagePullPolicy", "WithOtlpExporter", "WithCommand", "WithHttpCommand",
        "WithExplicitStart",
    ];

    public SourceLocation Place { get; } = place;

    public Located<string>? Name { get; private set; }

    public Located<string>? Image { get; private set; }

    public Located<string>? Context { get; private set; }

    public Located<string>? Dockerfile { get; private set; }

    public Located<string>? Target { get; private set; }

    public Located<string>? Entrypoint { get; private set; }

    public List<Located<string>> Arguments { get; } = [];

    public List<Located<string>> EngineArguments { get; } = [];

    /// <summary>A null value is set but unknown.</summary>
    public Dictionary<string, Located<string>?> Environment { get; } = new(StringComparer.Ordinal);

    /// <summary>False: what this call makes of it is not known.</summary>
    public bool Add(IInvocationOperation call, SourcePlaces places)
    {
        if (Array.IndexOf(_neutral, call.TargetMethod.Name) >= 0 || IsForPublishing(call.TargetMethod))
        {
            return true;
        }

        // What is mounted may be the program, and what is called back may say anything.
        if (call.Syntax.IsConditional())
        {
            return false;
        }

        if (Words(call, places) is not { } words)
        {
            return TryAddUnknownVariable(call);
        }

        switch (call.TargetMethod.Name, words)
        {
            case ("AddContainer", [var name, var image]):
                (Name, Image) = (name, image);
                return true;
            case ("AddContainer", [var name, var image, var tag]):
                (Name, Image) = (name, new Located<string>($"{image.Value}:{tag.Value}", image.Location));
                return true;
            case ("AddDockerfile", [var name, var context, ..]) when words.Count <= 4:
                (Name, Context, Dockerfile, Target) = (name, context, words.ElementAtOrDefault(2), words.ElementAtOrDefault(3));
                return true;
            case ("WithDockerfile", [var context, ..]) when words.Count <= 3:
                (Context, Dockerfile, Target) = (context, words.ElementAtOrDefault(1), words.ElementAtOrDefault(2));
                return true;
            case ("WithImageTag", [var tag]) when Image is { } image:
                Image = new Located<string>($"{image.Value.Split(':')[0]}:{tag.Value}", tag.Location);
                return true;
            case ("WithEntrypoint", [var program]):
                Entrypoint = program;
                return true;
            case ("WithArgs", _):
                Arguments.AddRange(words);
                return true;
            case ("WithContainerRuntimeArgs", _):
                EngineArguments.AddRange(words);
                return true;
            case ("WithEnvironment", [var variable, var value]):
                Environment[variable.Value] = value;
                return true;
            default:
                return false;
        }
    }

    /// <summary>A variable of this name whose value is a parameter, an endpoint, a text put together.</summary>
    private bool TryAddUnknownVariable(IInvocationOperation call)
    {
        if (call.TargetMethod.Name != "WithEnvironment" || call.Arguments.Length != 3
            || call.Arguments[1].Value.Unwrapped().ConstantValue is not { HasValue: true, Value: string variable })
        {
            return false;
        }

        Environment[variable] = null;
        return true;
    }

    /// <summary><c>PublishAsContainer</c> and the like: what is started here is not changed by them.</summary>
    private static bool IsForPublishing(IMethodSymbol method) => method.Name.StartsWith("PublishAs", StringComparison.Ordinal)
        && method.ContainingAssembly.Name.StartsWith("Aspire.", StringComparison.Ordinal);

    /// <summary>The arguments behind the receiver, those of a <c>params</c> array one by one; null: one of them is no constant text.</summary>
    private static List<Located<string>>? Words(IInvocationOperation call, SourcePlaces places)
    {
        var words = new List<Located<string>>();
        foreach (var argument in call.Arguments.Skip(call.TargetMethod.IsExtensionMethod ? 1 : 0))
        {
            if (argument.ArgumentKind == ArgumentKind.DefaultValue)
            {
                continue;
            }

            foreach (var value in ValuesOf(argument.Value.Unwrapped()))
            {
                if (value.Unwrapped().ConstantValue is not { HasValue: true, Value: string text })
                {
                    return null;
                }

                words.Add(new Located<string>(text, places.Of(value.Syntax)));
            }
        }

        return words;
    }

    private static IEnumerable<IOperation> ValuesOf(IOperation argument)
    {
        if (argument is not IArrayCreationOperation { Initializer: { } initializer })
        {
            yield return argument;
            yield break;
        }

        foreach (var element in initializer.ElementValues)
        {
            yield return element;
        }
    }
}
