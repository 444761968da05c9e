using System.CommandLine;

namespace Dockerlint.Cli.Commands;

internal static class OptionExtensions
{
    public static Option<string> AcceptOnlyFrom(this Option<string> option, params string[] values)
    {
        option.HelpName = string.Join('|', values);
        option.CompletionSources.Add(values);
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && Array.IndexOf(values, result.Tokens[0].Value) < 0)
            {
                result.AddError($"{option.Name} is one of {string.Join(", ", values)}, not '{result.Tokens[0].Value}'");
            }
        });
        return option;
    }
}
