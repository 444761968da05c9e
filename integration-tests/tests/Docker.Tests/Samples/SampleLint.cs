using Dockerlint.Cli;
using Dockerlint.Cli.Inputs;
using Dockerlint.Containers;
using Dockerlint.CSharp;
using Dockerlint.JavaScript;
using Dockerlint.Linting;
using Dockerlint.Text;

namespace Docker.Tests.Samples;

/// <summary>A folder as <c>dockerlint .</c> sees it from within.</summary>
internal static class SampleLint
{
    public static Workspace Read(string folder)
    {
        var reader = new RepositoryReader(folder);
        var host = new CommandHost { WorkingDirectory = folder, Input = () => Stream.Null, Output = TextWriter.Null, Error = TextWriter.Null };
        return LintRun.Read(
            new InputFinder(host, reader, honoursGitIgnore: false).Find([], standardInputName: null).Inputs, reader,
            new ApplicationSources(new DotNetProjects(reader), new JavaScriptReader()));
    }

    /// <summary>The files of a case that exists in memory only.</summary>
    public static Workspace Read(IReadOnlyDictionary<string, string> files)
    {
        var reader = new MemoryFiles(files.ToDictionary(file => file.Key, file => new SourceText(file.Key, file.Value), StringComparer.Ordinal));
        var inputs = reader.Sources.Where(source => InputKind.IsCandidate(Path.GetFileName(source.Path)))
            .Select(source => InputKind.Recognise(source, isNamed: false).Input)
            .OfType<LintInput>();
        return LintRun.Read([.. inputs], reader, ApplicationSources.None with { JavaScript = new JavaScriptReader() });
    }

    public static IEnumerable<ExpectedFinding> Findings(string folder) =>
        LintRun.Check(Read(folder)).Findings.Select(finding => new ExpectedFinding(finding.Rule.Id, finding.Location.Path, finding.Location.Line));

    private sealed class MemoryFiles(Dictionary<string, SourceText> files) : IFileReader
    {
        public IEnumerable<SourceText> Sources => files.Values;

        public SourceText? TryRead(string path) => files.GetValueOrDefault(Normal(path));

        public IEnumerable<string> EnumerateFiles(string directory) =>
            files.Keys.Where(path => directory.Length == 0 || path.StartsWith(directory + "/", StringComparison.Ordinal));

        public bool Exists(string path) => files.ContainsKey(Normal(path));

        private static string Normal(string path) => ContextPath.Normalize(path);
    }
}
