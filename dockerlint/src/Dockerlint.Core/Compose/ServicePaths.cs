using Dockerlint.Yaml;

namespace Dockerlint.Compose;

/// <summary>Rewrites the relative paths in a file's services, so that merging them with another folder's does not change what they mean.</summary>
internal static class ServicePaths
{
    public static YamlMapping Resolve(YamlMapping root, string directory)
    {
        if (directory.Length == 0 || root.MappingAt("services") is not { } services)
        {
            return root;
        }

        return Replace(root, "services", services.With(services.Entries
            .Select(entry => entry.Value is YamlMapping service ? new YamlEntry(entry.KeyNode, ResolveService(service, directory)) : entry)
            .ToList()));
    }

    /// <summary>A build without a context means the folder of its project, so an included one has to say it before it is merged.</summary>
    public static YamlMapping WithDefaultContext(YamlMapping root, string directory)
    {
        if (root.MappingAt("services") is not { } services)
        {
            return root;
        }

        return Replace(root, "services", services.With(services.Entries
            .Select(entry => entry.Value is YamlMapping service ? new YamlEntry(entry.KeyNode, Change(service, "build", AddContext)) : entry)
            .ToList()));

        YamlNode AddContext(YamlNode build)
        {
            if (build is not YamlMapping mapping || mapping["context"] is not null)
            {
                return build;
            }

            var key = new YamlScalar(build.Source, build.Span, null, "context", YamlScalarStyle.Plain);
            return mapping.With([.. mapping.Entries,
                new YamlEntry(key,
                    new YamlScalar(build.Source, build.Span, null, directory.Length == 0 ? "." : directory, YamlScalarStyle.SingleQuoted))]);
        }
    }

    private static YamlMapping ResolveService(YamlMapping service, string directory)
    {
        service = Change(service, "build", build => build is YamlMapping mapping ? Change(mapping, "context", Absolute) : Absolute(build));
        service = Change(service, "extends", extends => extends is YamlMapping mapping ? Change(mapping, "file", Absolute) : extends);
        return Change(service, "env_file", EnvFile);

        YamlNode EnvFile(YamlNode node) => node switch
        {
            YamlSequence sequence => new YamlSequence(node.Source, node.Span, node.Tag, sequence.Items.Select(EnvFile).ToList()),
            YamlMapping mapping => Change(mapping, "path", Absolute),
            _ => Absolute(node),
        };

        YamlNode Absolute(YamlNode node) => node is YamlScalar { IsNull: false } scalar && !ComposePaths.IsRemote(scalar.Value)
            ? scalar.WithValue(ComposePaths.Join(directory, scalar.Value), scalar.UnresolvedVariable)
            : node;
    }

    private static YamlMapping Change(YamlMapping mapping, string key, Func<YamlNode, YamlNode> change) =>
        mapping[key] is { } value ? Replace(mapping, key, change(value)) : mapping;

    private static YamlMapping Replace(YamlMapping mapping, string key, YamlNode value) =>
        mapping.With(mapping.Entries.Select(entry => entry.Key == key ? new YamlEntry(entry.KeyNode, value) : entry).ToList());
}
