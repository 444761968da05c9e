using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Compose;

/// <summary><c>extends</c>: a service over another one, of the same file or of another, and so on down the chain.</summary>
internal sealed class ServiceExtension(ComposeInputs inputs, TreeInterpolation interpolation)
{
    private const int MaximumChain = 100;

    private readonly Dictionary<string, Scope?> _otherFiles = new(StringComparer.Ordinal);

    /// <summary>The services of a document with everything they extend merged in.</summary>
    public YamlMapping Apply(YamlMapping root, SourceText file)
    {
        if (root.Find("services") is not { Value: YamlMapping services } entry
            || !services.Entries.Any(static service => (service.Value as YamlMapping)?["extends"] is not null))
        {
            return root;
        }

        var scope = new Scope(ComposePaths.Join(string.Empty, file.Path), services);
        var extended = services.Entries
            .Select(service => service is { Key: { } name, Value: YamlMapping }
                ? new YamlEntry(service.KeyNode, Resolve(scope, name, []) ?? service.Value)
                : service)
            .ToList();
        return root.With(
            root.Entries.Select(other => ReferenceEquals(other, entry) ? new YamlEntry(other.KeyNode, services.With(extended)) : other).ToList());
    }

    private YamlMapping? Resolve(Scope scope, string name, List<string> chain)
    {
        if (scope.Done.TryGetValue(name, out var done))
        {
            return done;
        }

        if (scope.Services[name] is not YamlMapping service)
        {
            return null;
        }

        var result = service;
        var level = 0;
        if (service["extends"] is { IsNull: false } extends && Base(scope, name, extends, chain, out level) is { } below)
        {
            // Its own `extends` stays, as the place to point at; the base's must not come along.
            result = ComposeMerge.Services(below.With(below.Entries.Where(static entry => entry.Key != "extends").ToList()), service);
        }

        scope.Done[name] = result;
        scope.Levels[name] = level;
        return result;
    }

    /// <param name="level">How many services stand below, one on the other.</param>
    private YamlMapping? Base(Scope scope, string name, YamlNode extends, List<string> chain, out int level)
    {
        level = 0;
        if (((extends as YamlMapping)?.ScalarAt("service") ?? extends as YamlScalar) is not { } reference)
        {
            inputs.Fail(extends, $"service '{name}': extends needs the name of a service");
            return null;
        }

        var step = scope.Path + "#" + name;
        if (chain.Contains(step) || chain.Count >= MaximumChain)
        {
            inputs.Fail(extends,
                chain.Count >= MaximumChain ? "a chain of more than 100 services through extends"
                    : $"service '{name}' extends itself: {string.Join(" -> ", chain)} -> {step}");
            return null;
        }

        var target = scope;
        if ((extends as YamlMapping)?.ScalarAt("file") is { IsNull: false } file)
        {
            if (OtherFile(file) is not { } other)
            {
                return null;
            }

            target = other;
        }

        if (target.Services[reference.Value] is null)
        {
            inputs.Fail(reference, $"service '{name}' extends '{reference.Value}', which {target.Path} does not declare");
            return null;
        }

        chain.Add(step);
        var found = Resolve(target, reference.Value, chain);
        chain.RemoveAt(chain.Count - 1);
        level = target.Levels.TryGetValue(reference.Value, out var below) ? below + 1 : 1;
        if (level > MaximumChain)
        {
            inputs.Fail(extends, "a chain of more than 100 services through extends");
            return null;
        }

        return found;
    }

    /// <summary>Null: not readable, or without services.</summary>
    private Scope? OtherFile(YamlScalar file)
    {
        var path = ComposePaths.IsRemote(file.Value) ? file.Value : ComposePaths.Join(string.Empty, file.Value);
        if (file.UnresolvedVariable is not null || inputs.Read(path, file.Location) is not { } source)
        {
            return null;
        }

        if (_otherFiles.TryGetValue(path, out var scope))
        {
            return scope;
        }

        YamlMapping? root = null;
        foreach (var written in inputs.Roots(source))
        {
            var prepared = ComposeModel.Prepare(written, interpolation, ComposePaths.Directory(path));
            root = root is null ? (YamlMapping)ComposeMerge.WithoutResets(prepared) : ComposeMerge.Files(root, prepared);
        }

        if (root?.MappingAt("services") is not { } services)
        {
            inputs.Fail(file, $"{path} has no services");
        }
        else
        {
            scope = new Scope(path, services);
        }

        _otherFiles.Add(path, scope);
        return scope;
    }

    /// <summary>One file's services while they are being extended.</summary>
    private sealed record Scope(string Path, YamlMapping Services)
    {
        public Dictionary<string, YamlMapping> Done { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, int> Levels { get; } = new(StringComparer.Ordinal);
    }
}
