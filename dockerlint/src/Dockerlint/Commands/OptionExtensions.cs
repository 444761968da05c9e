using System.CommandLine;
using System.CommandLine.Parsing;

namespace Dockerlint.Cli.Commands;

internal static class OptionExtensions
{
    public static Option<T> AcceptOnlyFrom<T>(this Option<T> option, params string[] values)
        where T : class?
    {
        option.HelpName = string.Join('|', values);
        option.CompletionSources.Add(values);
        option.Validators.Add(result =>
        {
            if (IsOther(result.Tokens, values))
            {
                result.AddError($"{option.Name} is one of {string.Join(", ", values)}, not '{result.Tokens[0].Value}'");
            }
        });
        return option;
    }

    public static Argument<string> AcceptOnlyFrom(this Argument<string> argument, params string[] values)
    {
        argument.HelpName = string.Join('|', values);
        argument.CompletionSources.Add(values);
        argument.Validators.Add(result =>
        {
            if (IsOther(result.Tokens, values))
            {
                result.AddError($"{argument.Name} is one of {string.Join(", ", values)}, not '{result.Tokens[0].Value}'");
            }
        });
        return argument;
    }

    private static bool IsOther(IReadOnlyList<Token> tokens, string[] values) => tokens.Count == 1 && Array.IndexOf(values, tokens[0].Value) < 0;
}
