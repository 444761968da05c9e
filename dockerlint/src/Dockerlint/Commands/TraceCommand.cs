using System.CommandLine;
using Dockerlint.Cli.Checking;
using Dockerlint.Cli.Output;
using Dockerlint.Cli.Tracing;
using Dockerlint.Text;

namespace Dockerlint.Cli.Commands;

/// <summary><c>dockerlint trace PATH…</c></summary>
internal static class TraceCommand
{
    public static DocumentedCommand Create(CommandHost host)
    {
        var input = new InputOptions();
        var format = new Option<string>("--format") { Description = "How to write the paths", DefaultValueFactory = _ => "text" }
            .AcceptOnlyFrom("text", "json", "html");
        var file = new Option<string>("--output") { Description = "Write to this file; - is standard output", HelpName = "FILE" };
        var service = new Option<string[]>("--service") { Description = "Only this service", HelpName = "NAME" };
        var color = new Option<string>("--color")
        {
            Description = "Colour the text; NO_COLOR is honoured", DefaultValueFactory = _ => "auto",
        }.AcceptOnlyFrom("auto", "always", "never");
        var command = new DocumentedCommand(
            "trace", "Show the way of the stop signal from the engine to the application",
            [
                ("dockerlint trace .", "every service below this folder"),
                ("dockerlint trace compose.yaml --service web", "one of them"),
                ("dockerlint trace . --format html --output trace.html", ""),
            ],
            [
                (ExitCode.Clean, "shown, whatever the verdicts"),
                (ExitCode.Failure, "wrong usage, or an input that could not be read (the others are shown)"),
            ]);
        input.AddTo(command);
        foreach (var option in (Option[])[format, file, service, color])
        {
            command.Add(option);
        }

        command.SetAction(words =>
        {
            var reader = input.Reader(words, host);
            using var inputs = input.Find(words, host, reader);
            var workspace = Check.Read(inputs, reader);
            List<InputError> errors = [.. inputs.Errors, .. workspace.Errors];
            Diagnostics.Write(inputs, errors, host, reader);
            Diagnostics.Write(new NotChecked { Kinds = workspace.Unread }.Unsaid, host);
            if (inputs.Templates.Count + workspace.Templates.Count is > 0 and var templates)
            {
                host.Error.WriteLine(PlainText.Printable(
                    $"{PlainText.Counted(templates, "template")} not traced; render first: {Rendering(inputs.Charts)} | dockerlint trace -"));
            }

            if (workspace.Stops.Count == 0 && errors.Count == 0)
            {
                host.Error.WriteLine("no container to trace");
            }

            var services = Named([.. workspace.Stops.Select(stop => TracedService.Of(stop, host.WorkingDirectory))], words.GetValue(service) ?? []);
            var target = words.GetValue(file);
            var text = new TraceText(TextStyle.For(host, words.GetValue(color)!, toFile: target is not null, width: 80));
            Action<TextWriter> write = words.GetValue(format) switch
            {
                "json" => output => TraceJson.Write(services, output),
                "html" => output => TraceHtml.Write(services, output),
                _ => output => text.Write(services, output),
            };
            SavedFile.Report(host, reader, target, write);
            return errors.Count > 0 ? ExitCode.Failure : ExitCode.Clean;
        });
        return command;
    }

    private static string Rendering(IReadOnlyList<string> charts) => charts switch
    {
        [] => "…",
        [""] => "helm template .",
        [var chart] => $"helm template {chart}",
        _ => "helm template CHART",
    };

    private static List<TracedService> Named(List<TracedService> services, string[] names)
    {
        foreach (var name in names)
        {
            if (!services.Exists(service => service.Name == name))
            {
                throw new UsageException(
                    $"no service {name}; there {(services.Count == 1 ? "is" : "are")} "
                        + $"{string.Join(", ", services.Select(static service => service.Name).Distinct())}");
            }
        }

        return names.Length == 0 ? services : services.FindAll(service => Array.IndexOf(names, service.Name) >= 0);
    }
}
