using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Dockerlint.Containers;
using Dockerlint.Linting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.Containers.Facts;
using ShutdownToolkit.Containers.Inputs;

namespace ShutdownToolkit.Containers;

/// <summary>One run of the linter for one compilation, at the first question.</summary>
internal sealed class ContainerCheck(Compilation compilation, AnalyzerOptions options, ProjectFacts project)
{
    /// <summary>What the core's bounds on nesting are made for; the compiler's own threads may have less.</summary>
    private const int StackSize = 8 << 20;

    private static readonly ConditionalWeakTable<Compilation, Latest> _perCompilation = new();

    private readonly object _gate = new();
    private readonly ImmutableArray<AdditionalText> _files = options.AdditionalFiles;
    private Dictionary<string, List<Diagnostic>>? _byPath;

    /// <summary>One for all who ask; null: the project has no container, and nothing is asked.</summary>
    public static ContainerCheck? Of(Compilation compilation, AnalyzerOptions options)
    {
        var files = options.AdditionalFiles;
        var isAppHost = AspireHost.IsOne(compilation);
        if (files.IsEmpty && !isAppHost)
        {
            return null;
        }

        var project = ProjectFacts.Of(compilation, options.AnalyzerConfigOptionsProvider.GlobalOptions);
        var hasContainer = isAppHost || ContainerFiles.HasAny(files) || project.Property("DockerfileFile").Length > 0
            || SdkContainer.IsDeclared(project);
        return hasContainer && project is { IsTest: false, IsBrowser: false }
            ? _perCompilation.GetValue(compilation, static _ => new Latest()).With(files, () => new ContainerCheck(compilation, options, project))
            : null;
    }

    /// <summary>Somebody who builds this sees such a finding at a line of its code.</summary>
    public bool TellsAtTheCode(string id, CancellationToken cancellation) =>
        !Severities(cancellation).IsOff(id)
        && ByPath(cancellation).Values.Any(found => found.Exists(finding => finding.Id == id && finding.Location.IsInSource));

    /// <summary>What is found in one file or source.</summary>
    public IReadOnlyList<Diagnostic> In(string path, CancellationToken cancellation) =>
        ByPath(cancellation).TryGetValue(path, out var found) ? found : [];

    /// <summary>On a thread with the stack that it needs.</summary>
    internal Dictionary<string, List<Diagnostic>> Run(CancellationToken cancellation)
    {
        var names = new PathNames(EditorConfigText.Read(project.Property("ShutdownToolkitProjectDir")), _files.Select(static file => file.Path));
        var reader = new VirtualFolder(_files, names, cancellation);
        var named = project.Property("DockerfileFile") is { Length: > 0 } dockerfile ? names.FromProject(dockerfile) : null;
        var found = ContainerFiles.In(_files, names, named, cancellation);
        if (SdkContainer.IsDeclared(project) && !found.HasDockerfileIn(names.ProjectFolder) && named is null
            && SdkContainer.Of(compilation, project, reader, names) is { } image)
        {
            found.Inputs.Add(image);
        }

        var places = new SourcePlaces(names, cancellation);
        if (AspireHost.IsOne(compilation) && AspireHost.Of(compilation, names, places, cancellation) is { } appHost)
        {
            found.Inputs.Add(appHost);
        }

        var workspace = LintRun.Read(found.Inputs, reader, ApplicationSources.None with
        {
            DotNet = new CompilationProject(compilation, project, reader, names, places, cancellation),
        });
        cancellation.ThrowIfCancellationRequested();
        var result = LintRun.Check(workspace, found.Templates);
        var scope = new ProjectScope(workspace, names.ProjectFolder, named, compilation.AssemblyName)
        {
            SpeaksForOthers = !project.Property("ShutdownToolkitSpeaksForSolution").Equals("false", StringComparison.OrdinalIgnoreCase),
        };
        var reports = new Reports(reader, places, Severities(cancellation));
        foreach (var finding in result.Findings)
        {
            if (scope.Owns(finding))
            {
                reports.Add(finding);
            }
        }

        foreach (var error in result.Errors)
        {
            if (scope.Owns(error.Path))
            {
                reports.Add(error);
            }
        }

        return reports.ByPath;
    }

    private Severities Severities(CancellationToken cancellation) =>
        new(compilation, options.AnalyzerConfigOptionsProvider, project.IsTrue("ShutdownToolkitCertainIsError"), cancellation);

    private Dictionary<string, List<Diagnostic>> ByPath(CancellationToken cancellation)
    {
        lock (_gate)
        {
            // A question that is cancelled leaves no answer: the next one asks again.
            return _byPath ??= OnLargeStack(() => Run(cancellation));
        }
    }

    private static T OnLargeStack<T>(Func<T> work)
        where T : class
    {
        T? result = null;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = work();
                }
                catch (Exception e)
                {
                    failure = ExceptionDispatchInfo.Capture(e);
                }
            },
            StackSize) { IsBackground = true };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result!;
    }

    /// <summary>An editor keeps a compilation while the files beside it change.</summary>
    private sealed class Latest
    {
        private readonly object _gate = new();
        private ImmutableArray<AdditionalText> _files;
        private ContainerCheck? _check;

        public ContainerCheck With(ImmutableArray<AdditionalText> files, Func<ContainerCheck> make)
        {
            lock (_gate)
            {
                if (_check is null || !_files.SequenceEqual(files))
                {
                    (_files, _check) = (files, make());
                }

                return _check;
            }
        }
    }
}
