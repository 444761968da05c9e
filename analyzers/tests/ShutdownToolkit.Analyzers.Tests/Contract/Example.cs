using Microsoft.CodeAnalysis;

namespace ShutdownToolkit.Analyzers.Tests.Contract;

/// <summary>
/// A code block of a page. Its info string may add, in any order: a file name (<c>Worker.cs</c>), <c>exe</c> or <c>library</c>,
/// a target framework (<c>net8.0</c>), a property (<c>PackAsTool=true</c>).
/// </summary>
internal sealed record Example(string Info, string Code)
{
    private IEnumerable<string> Words => Info.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public string Path => Words.FirstOrDefault(word => word.EndsWith(".cs", StringComparison.Ordinal)) ?? "Program.cs";

    public TestProject Project
    {
        get
        {
            var project = TestProject.Default;
            foreach (var word in Words)
            {
                project = word switch
                {
                    "exe" => project with { Output = OutputKind.ConsoleApplication },
                    "library" => project with { Output = OutputKind.DynamicallyLinkedLibrary },
                    _ when word.Contains('=', StringComparison.Ordinal) => project.With(word.Split('=')[0], word.Split('=')[1]),
                    _ when word.StartsWith("net", StringComparison.Ordinal) => project.With("TargetFramework", word),
                    _ => project,
                };
            }

            return project;
        }
    }

    public Document Document() => Project.Create(Code, Path);
}
