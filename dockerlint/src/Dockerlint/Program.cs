using Dockerlint.Cli.Files;
using Dockerlint.Containers;
using Dockerlint.Linting;
using Dockerlint.Text;

var linter = new Linter(new DiskFileReader(), NoDotNetProjects.Instance);
foreach (string path in args)
{
    if (SourceDecoder.TryDecode(path, File.ReadAllBytes(path), out var text, out var error))
    {
        linter.AddDockerfile(text!);
    }
    else
    {
        Console.WriteLine(error);
    }
}

var result = linter.Run();
foreach (var e in result.Errors)
{
    Console.WriteLine($"{e.Path}:{e.Position.Line}: ERROR {e.Message}");
}

foreach (var c in result.Containers)
{
    Console.WriteLine($"{c.Anchor.Path}: {c.Route.Verdict} certain={c.Route.IsCertain} {string.Join(" -> ", c.Route.Hops.Select(h => $"{h.Kind}:{h.CommandLine.Replace('\n', ' ')}[{h.Starts}/{h.Handles}]"))} | {c.Route.Reason} | {c.Route.Assumption}");
}

foreach (var f in result.Findings)
{
    Console.WriteLine($"{f.Location.Path}:{f.Location.Line}: {f.Severity} {f.Rule.Id} {f.Message}");
}
