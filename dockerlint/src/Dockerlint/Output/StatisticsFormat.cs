using System.Globalization;
using Dockerlint.Cli.Checking;

namespace Dockerlint.Cli.Output;

/// <summary>How often each rule is broken, and how much of it <c>--fix</c> mends; the most frequent first.</summary>
internal sealed class StatisticsFormat(TextStyle style) : IOutputFormat
{
    public void Write(CheckResult result, TextWriter output)
    {
        var rules = RuleCount.Of(result);
        var width = rules.Count == 0 ? 0 : rules.Max(static rule => rule.Rule.Name.Length);
        foreach (var rule in rules)
        {
            var fixable = rule.Fixable > 0 ? $"{rule.Fixable} fixable" : "";
            var count = rule.Count.ToString(CultureInfo.InvariantCulture);
            output.WriteLine(
                $"{count,6}  {rule.Rule.Id}  {style.Bold(rule.Rule.Name.PadRight(width))}  {fixable}".TrimEnd());
        }

        new Summary(style).Write(result, output);
    }
}
