using System.CommandLine;
using Dockerlint.Cli.Inputs;
using Dockerlint.Images;

namespace Dockerlint.Cli.Commands;

/// <summary>Which files a command looks at.</summary>
internal sealed class InputOptions
{
    private readonly Argument<string[]> _paths = new("PATH")
    {
        Arity = ArgumentArity.ZeroOrMore, Description = "Files, folders (with all below), globs, or - for standard input [default: .]",
    };

    private readonly Option<string?> _standardInputName = new("--stdin-filename")
    {
        Description = "What to take standard input for", HelpName = "FILE",
    };

    private readonly Option<bool> _noGitIgnore = new("--no-gitignore") { Description = "Look also at what .gitignore names" };

    private readonly Option<string[]> _exclude = new("--exclude")
    {
        Description = "Leave out files whose path matches, in the syntax of .gitignore", HelpName = "GLOB",
    };

    private readonly Option<bool> _allowEmpty = new("--allow-empty") { Description = "A folder without any file to check is no error" };

    private readonly Option<bool> _allowOutside = new("--allow-outside")
    {
        Description = "Read also files outside of the repository that inputs lead to",
    };

    private readonly Option<string[]> _imageFacts = new("--image-facts")
    {
        Description = $"What images are and start, beside {ImageFacts.FileName} at the root", HelpName = "FILE",
    };

    private readonly Option<string> _images = new Option<string>("--images")
    {
        Description = "Where to look at images that are not known: the local engine, the registry they come from", HelpName = "local|registry",
    }.AcceptOnlyFrom(ImageLookups.Local, ImageLookups.Registry);

    public void AddTo(Command command)
    {
        command.Add(_paths);
        command.Add(_standardInputName);
        command.Add(_noGitIgnore);
        command.Add(_exclude);
        command.Add(_allowEmpty);
        command.Add(_allowOutside);
        command.Add(_imageFacts);
        command.Add(_images);
    }

    public IReadOnlyList<string> Paths(ParseResult words) => words.GetValue(_paths) ?? [];

    public RepositoryReader Reader(ParseResult words, CommandHost host) => new(host.WorkingDirectory, words.GetValue(_allowOutside));

    public InputSet Find(ParseResult words, CommandHost host, RepositoryReader reader)
    {
        var paths = Paths(words);
        foreach (var path in paths)
        {
            if (path.Length == 0)
            {
                throw new UsageException("an empty path");
            }

            if (path is ['-', _, ..])
            {
                var command = words.CommandResult.Command;
                var meant = Nearest.To(path, command.Options.Select(static option => option.Name));
                throw new UsageException(
                    $"unknown option {path}{(meant is null ? "" : $"; did you mean {meant}?")} (dockerlint {command.Name} --help)");
            }
        }

        var standardInputName = words.GetValue(_standardInputName);
        if (standardInputName is not null && !paths.Contains("-"))
        {
            throw new UsageException("--stdin-filename names what comes from standard input: it goes with the path -");
        }

        var excluded = words.GetValue(_exclude) ?? [];
        var finder = new InputFinder(host, reader, honoursGitIgnore: !words.GetValue(_noGitIgnore))
        {
            Exclusions = excluded.Length == 0 ? null : new Exclusions(host.WorkingDirectory, excluded),
            AllowsEmpty = words.GetValue(_allowEmpty),
        };
        var found = finder.Find(paths, standardInputName);
        var facts = ImageFactsFiles.Read(words.GetValue(_imageFacts) ?? [], host, reader, found);
        var source = found.Lookups.Source(words.GetValue(_images));
        if (facts.Count > 0 || source is not null)
        {
            found.Images = new ImageSources(facts, source);
        }

        return found;
    }
}
