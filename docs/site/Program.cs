using System.Reflection;
using ShutdownToolkit.Site;

var facts = typeof(Site).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(static fact => fact.Key, static fact => fact.Value!);
var target = args.Length == 1 ? Path.GetFullPath(args[0]) : Path.Combine(facts["RepositoryRoot"], "artifacts/site");
var site = Site.Of(facts["RepositoryRoot"], facts["SourceAddress"]);
site.Write(target);
Console.WriteLine($"{site.Pages.Count} pages in {target}");
foreach (var link in site.DeadLinks)
{
    Console.Error.WriteLine($"dead link: {link}");
}

return site.DeadLinks.Count == 0 ? 0 : 1;
