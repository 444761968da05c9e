using Dockerlint.Cli.Inputs;
using Dockerlint.Cli.Output;
using Dockerlint.Linting;
using Dockerlint.Text;

namespace Dockerlint.Cli.Rendering;

/// <summary>
/// <c>--render</c>: charts and kustomizations as helm and kustomize make them, in the place of their sources. The programs are the user's own and
/// read what they like; without the option none is started.
/// </summary>
internal sealed class Renderer(CommandHost host, RepositoryReader reader)
{
    private readonly BoundedProcess _programs = new(host, reader);
    private readonly ChartFolders _charts = new(reader);

    public void Run(InputSet set)
    {
        RenderCharts(set, [.. set.Charts.Where(chart => _charts.Outermost(chart) == chart).Distinct().Order(StringComparer.Ordinal)]);
        RenderKustomizations(set);
    }

    private void RenderCharts(InputSet set, List<string> charts)
    {
        if (charts.Count == 0)
        {
            return;
        }

        if (_programs.Find("helm", out var missing) is not { } helm)
        {
            set.Errors.Add(new InputError(
                charts.Count == 1 ? Shown(charts[0], ChartFolders.File) : ".", default,
                $"--render: helm {missing} ({PlainText.Counted(charts.Count, "chart")} not rendered)"));
            return;
        }

        foreach (var chart in charts)
        {
            if (_charts.IsLibrary(chart))
            {
                PassOver(set, path => _charts.Of(path) == chart);
                continue;
            }

            var answer = _programs.Run(helm, "template", reader.FullPath(chart.Length == 0 ? "." : chart));
            if (answer.Failure is { } failure)
            {
                set.Errors.Add(new InputError(Shown(chart, ChartFolders.File), default, $"helm template: {failure}"));
            }
            else
            {
                var text = new SourceText(Shown(chart, "(helm template)"), answer.Text);
                Replace(set, path => _charts.Of(path) == chart, text, _ => new HelmRendering(chart, text, reader));
            }
        }
    }

    private void RenderKustomizations(InputSet set)
    {
        var all = set.Kustomizations.Distinct().Select(folder => new KustomizationFiles(folder, reader)).ToList();
        var parts = all.SelectMany(static files => files.Others).ToHashSet(StringComparer.Ordinal);
        var roots = all.FindAll(files => !files.IsComponent && !parts.Contains(files.Folder));
        if (roots.Count == 0)
        {
            return;
        }

        var kustomize = _programs.Find("kustomize", out var missing);
        if ((kustomize ?? _programs.Find("kubectl", out _)) is not { } program)
        {
            set.Errors.Add(new InputError(
                roots.Count == 1 ? Shown(roots[0].Folder, "kustomization.yaml") : ".", default,
                $"--render: kustomize {missing}, nor is kubectl ({PlainText.Counted(roots.Count, "kustomization")} not rendered)"));
            return;
        }

        var name = kustomize is null ? "kubectl kustomize" : "kustomize build";
        foreach (var files in roots.OrderBy(static files => files.Folder, StringComparer.Ordinal))
        {
            var answer = _programs.Run(
                program, kustomize is null ? "kustomize" : "build", reader.FullPath(files.Folder.Length == 0 ? "." : files.Folder));
            if (answer.Failure is { } failure)
            {
                set.Errors.Add(new InputError(Shown(files.Folder, "kustomization.yaml"), default, $"{name}: {failure}"));
            }
            else
            {
                var text = new SourceText(Shown(files.Folder, $"({name})"), answer.Text);
                Replace(set, files.Files.ContainsKey, text,
                    input => new KustomizeRendering(name, files, input.Manifests));
            }
        }
    }

    /// <summary>What was rendered is checked; what it was made of is not once more.</summary>
    private static void Replace(InputSet set, Predicate<string> isSource, SourceText text, Func<LintInput.OfManifests, IRendering> rendering)
    {
        PassOver(set, isSource);
        if (text.Content.AsSpan().Trim().IsEmpty || InputKind.Recognise(text, isNamed: true).Input is not LintInput.OfManifests input)
        {
            return;
        }

        set.Inputs.Add(input);
        set.Renderings[text.Path] = rendering(input);
    }

    private static void PassOver(InputSet set, Predicate<string> isSource)
    {
        set.Inputs.RemoveAll(input => input is LintInput.OfManifests && isSource(input.Source.Path));
        set.Templates.RemoveAll(template => isSource(template.Path));
    }

    private static string Shown(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";
}
