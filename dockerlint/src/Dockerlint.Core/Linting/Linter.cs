using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.Rules;
using Dockerlint.Text;

namespace Dockerlint.Linting;

/// <summary>Everything that was read, and what was found in it.</summary>
public sealed record LintResult(IReadOnlyList<Finding> Findings, IReadOnlyList<InputError> Errors, IReadOnlyList<Container> Containers);

/// <summary>Puts every rule of the catalog to everything in the inputs.</summary>
public sealed class Linter(IFileReader reader, IDotNetProjects projects)
{
    private readonly List<Container> _containers = [];
    private readonly List<InputError> _errors = [];
    private readonly Report _report = new();

    public void AddDockerfile(SourceText source)
    {
        var dockerfile = DockerfileInput.Parse(source);
        _errors.AddRange(dockerfile.Syntax.Errors);
        _errors.AddRange(dockerfile.Stages.InputErrors);
        foreach (var rule in Catalog.All)
        {
            if (rule is DockerfileRule asked)
            {
                _report.Rule = rule.Info;
                _report.Subject = "";
                asked.Check(dockerfile, _report);
            }
        }

        if (dockerfile.Stages.Final is { } final)
        {
            _containers.Add(ImageContainer.Build(dockerfile, final, reader, ImageContainer.LikelyContexts(source.Path), projects));
        }
    }

    public LintResult Run()
    {
        foreach (var container in _containers)
        {
            foreach (var rule in Catalog.All)
            {
                if (rule is ContainerRule asked)
                {
                    _report.Rule = rule.Info;
                    _report.Subject = container.Subject;
                    asked.Check(container, _report);
                }
            }
        }

        return new LintResult(_report.Findings, _errors, _containers);
    }
}
