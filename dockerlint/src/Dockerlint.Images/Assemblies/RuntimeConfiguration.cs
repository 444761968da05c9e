using System.Text;
using System.Text.Json;
using Dockerlint.Containers;
using Dockerlint.Text;

namespace Dockerlint.Images.Assemblies;

/// <summary>What an application's <c>runtimeconfig.json</c> says.</summary>
/// <param name="Framework">As written: <c>net10.0</c>; null: it does not say.</param>
/// <param name="Needs">Shared frameworks that it starts with; none where it brings its own.</param>
internal sealed record RuntimeConfiguration(string? Framework, IReadOnlyList<string> Needs)
{
    private const string OwnRuntime = "Microsoft.NETCore.App";

    private static readonly RuntimeConfiguration _none = new(null, []);

    /// <summary>
    /// Where installers, images and distributions put shared frameworks, beside the program's own folder, DOTNET_ROOT and what the machine's
    /// configuration names.
    /// </summary>
    private static readonly string[] _roots =
        ["/usr/share/dotnet", "/usr/lib/dotnet", "/usr/lib64/dotnet", "/usr/local/share/dotnet", "/opt/dotnet", "/root/.dotnet"];

    public static RuntimeConfiguration Read(ApplicationFolder application)
    {
        if (application.Read(application.Assembly + ".runtimeconfig.json", ApplicationFolder.MaximumText) is not { } json)
        {
            return _none;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            if (ImageConfiguration.Property(document.RootElement, "runtimeOptions") is not { } options)
            {
                return _none;
            }

            var needs = ImageConfiguration.Items(options, "frameworks").Select(static framework => ImageConfiguration.Text(framework, "name"));
            var one = ImageConfiguration.Property(options, "framework") is { } framework ? ImageConfiguration.Text(framework, "name") : null;
            return new RuntimeConfiguration(ImageConfiguration.Text(options, "tfm"), [.. needs.Append(one).OfType<string>()]);
        }
        catch (JsonException)
        {
            return _none;
        }
    }

    /// <summary>
    /// A framework that it needs and that the image, which has .NET, does not have; null: none is known. Measured with .NET 10: the host ends with
    /// exit code 150 before anything of the application runs.
    /// </summary>
    public string? Lacks(Container container)
    {
        var files = container.Files;
        if (Needs.Count == 0 || !files.IsComplete)
        {
            return null;
        }

        var roots = Roots(container).Where(root => files.HasProgram($"{root}/shared/{OwnRuntime}") == true).ToList();
        return roots.Count == 0 ? null
            : Needs.FirstOrDefault(need => roots.TrueForAll(root => files.HasProgram($"{root}/shared/{need}") == false));
    }

    private static IEnumerable<string> Roots(Container container)
    {
        var named = container.Files.ReadInBase("/etc/dotnet/install_location", ApplicationFolder.MaximumText, out _) is { } location
            ? Encoding.UTF8.GetString(location).Trim() : null;
        container.Base.Env.TryGetValue("DOTNET_ROOT", out var root);
        var own = container.Files.RealPathInBase("dotnet") is { } program ? ContextPath.Folder(program) : null;
        return _roots.Append(named).Append(root).Append(own).OfType<string>().Select(static folder => folder.TrimEnd('/'))
            .Where(static folder => folder.StartsWith('/')).Distinct(StringComparer.Ordinal);
    }
}
