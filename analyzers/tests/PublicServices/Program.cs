using System.Globalization;
using ShutdownToolkit.Analyzers.PublicServices;

if (args.Length == 0 || args[0].StartsWith('-'))
{
    await Console.Error.WriteLineAsync(
        "usage: PublicServices FOLDER… [--versions TSV] [--scratch FOLDER] [--packages FOLDER]   (README.md beside this file)");
    return 2;
}

var folders = args.TakeWhile(argument => !argument.StartsWith("--", StringComparison.Ordinal)).ToArray();
var versions = Option("--versions") is { } list ? ServedVersions.Read(list) : null;
var scratch = Option("--scratch") ?? Path.Combine(Path.GetTempPath(), "public-services");
var crashes = 0;
foreach (var folder in folders)
{
    var root = Path.GetFullPath(folder);
    var projects = SourceProject.Under(root);
    var packages = Option("--packages") is { } restored
        ? Packages.Of(restored) : await Packages.Restore(projects, versions, Path.Combine(scratch, Path.GetFileName(root)));
    var run = await AnalyzerRun.Of(projects, packages.References);
    crashes += run.Crashes.Count;
    foreach (var finding in run.Findings)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.GetRelativePath(root, finding.Path)}({finding.Line},{finding.Column}): "
            + $"{finding.Severity} {finding.Id} {finding.Message}"));
    }

    foreach (var crash in run.Crashes)
    {
        Console.WriteLine("crash: " + crash);
    }

    await Console.Error.WriteLineAsync(
        $"{root}: {projects.Count} projects, {run.Files} files, {packages.References.Count} package assemblies, {packages.Missing.Count} packages "
        + $"missing, {run.UnboundNames} names unbound, {run.Findings.Count} findings, {run.Crashes.Count} crashes"
        + (packages.Missing.Count > 0 ? "\n  missing: " + string.Join(' ', packages.Missing) : ""));
}

return crashes > 0 ? 1 : 0;

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
