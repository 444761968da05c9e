using Dockerlint.Programs;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Applications;

/// <summary>The program that a script of a runtime is there to start.</summary>
/// <param name="Replaces">By <c>exec</c>; otherwise the runtime waits for its child.</param>
/// <param name="Call">What it is started by: <c>subprocess.run</c>.</param>
public sealed record StartedProgram(bool Replaces, IReadOnlyList<Argument> Argv, string Call)
{
    /// <summary>Of a shell's text the last command decides.</summary>
    public CommandWeight Weight
    {
        get
        {
            if (Argv is not [{ Value: "/bin/sh" }, { Value: "-c" }, { Value: { } text } argument])
            {
                return CommandWeights.Of(Argv);
            }

            var command = text.Split(["&&", ";", "\n"], StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";
            var words = command.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            return CommandWeights.Of([.. words.Select(word => Argument.Known(word, argument.Location))]);
        }
    }
}
