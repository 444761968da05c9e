using Dockerlint.Cli.Files;
using Dockerlint.Compose;
using Dockerlint.Containers;
using Dockerlint.Linting;
using Dockerlint.Text;

var workspace = new Workspace(new DiskFileReader(), NoDotNetProjects.Instance);
foreach (string path in args)
{
    if (!SourceDecoder.TryDecode(path, File.ReadAllBytes(path), out var text, out var error))
    {
        Console.WriteLine(error);
    }
    else if (ComposeFile.IsName(path))
    {
        workspace.AddCompose([text!]);
    }
    else if (path.EndsWith(".yaml", StringComparison.Ordinal) || path.EndsWith(".yml", StringComparison.Ordinal))
    {
        workspace.AddManifests(text!);
    }
    else
    {
        workspace.AddDockerfile(text!);
    }
}

foreach (var e in workspace.Errors)
{
    Console.WriteLine($"{e.Path}:{e.Position.Line}: ERROR {e.Message}");
}

foreach (var c in workspace.Containers)
{
    Console.WriteLine($"{c.Anchor.Path} {c.Subject}: {c.Route.Verdict} certain={c.Route.IsCertain} {string.Join(" -> ", c.Route.Hops.Select(h => $"{h.Kind}:{h.CommandLine.Replace('\n', ' ')}[{h.Starts}/{h.Handles}]"))} | {c.Route.Reason} | {c.Route.Assumption}");
}

foreach (var f in Linter.Run(workspace))
{
    Console.WriteLine($"{f.Location.Path}:{f.Location.Line}: {f.Severity} {f.Rule.Id} {f.Subject}: {f.Message}");
}
