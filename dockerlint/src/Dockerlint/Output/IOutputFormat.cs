using Dockerlint.Cli.Checking;

namespace Dockerlint.Cli.Output;

/// <summary>Writes the result of a check for one kind of reader.</summary>
internal interface IOutputFormat
{
    void Write(CheckResult result, TextWriter output);
}
