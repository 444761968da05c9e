using Dockerlint.Containers;
using Dockerlint.Programs.Launchers;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Applications;

/// <summary>
/// A Makefile of the image's working directory, as far as it says what <c>make TARGET</c> runs (GNU make). What includes, conditionals and
/// functions would decide is not known.
/// </summary>
internal sealed class Makefile
{
    private const int MaximumDepth = 8;
    private const int MaximumLines = 64;

    /// <summary>Of all targets together: <c>a b c: d e f</c> are nine.</summary>
    private const int MaximumPrerequisites = 10_000;

    /// <summary>Characters, of all that is expanded in one file or for one call.</summary>
    private const int MaximumExpanded = 2 * ImageFile.MaximumSource;

    private static readonly OncePerText<Makefile> _read = new(static text => new Makefile(text));

    private readonly Dictionary<string, MakeTarget> _targets = new(StringComparer.Ordinal);
    private readonly MakeVariables _variables;
    private readonly string? _firstTarget;
    private readonly bool _isRead = true;

    /// <summary>The recipe lines in the order in which they run, those of prerequisites first; null: not known.</summary>
    public static IReadOnlyList<RecipeLine>? Find(ImageFiles files, MakeCall call)
    {
        ImageFile? file = null;
        foreach (var name in call.File is { } given ? [given] : new[] { "GNUmakefile", "makefile", "Makefile" })
        {
            file ??= files.FindSource(name);
        }

        if (file is null || _read.Of(file.Content) is not { _isRead: true } makefile)
        {
            return null;
        }

        var run = new Run(file, makefile._variables.With(call.Variables));
        foreach (var target in call.Targets.Count > 0 ? call.Targets : makefile._firstTarget is { } first ? [first] : [])
        {
            if (!makefile.Collect(target, run, new(StringComparer.Ordinal), 0))
            {
                return null;
            }
        }

        return run.Lines;
    }

    private Makefile(string content)
    {
        var variables = new MakeVariables(new(StringComparer.Ordinal));
        var left = MaximumExpanded;
        long prerequisites = 0;
        var conditions = 0;
        var isInDefinition = false;
        MakeRule? rule = null;
        for (var start = 0; start < content.Length;)
        {
            var end = EndOfLine(content, start);
            var span = new TextSpan(start, end - start);
            var line = content.Substring(start, end - start);
            start = end + 1;
            if (isInDefinition)
            {
                isInDefinition = !line.TrimStart().StartsWith("endef", StringComparison.Ordinal);
            }
            else if (line.StartsWith("\t", StringComparison.Ordinal))
            {
                rule?.Add(line.Substring(1).Replace("\\\n\t", " ").Replace("\\\n", " "), span, isCertain: conditions == 0);
            }
            else
            {
                line = WithoutComment(line).Replace("\\\n", " ").Trim();
                var word = FirstWord(line);
                isInDefinition = word == "define";
                conditions += word is "ifeq" or "ifneq" or "ifdef" or "ifndef" ? 1 : word == "endif" ? -1 : 0;
                // .ONESHELL and .SHELLFLAGS make other commands of the recipes.
                _isRead &= !line.StartsWith(".ONESHELL", StringComparison.Ordinal) && word is not ".SHELLFLAGS";
                if (line.Length > 0 && !variables.TryRead(line, isCertain: conditions == 0))
                {
                    var (added, names) = AddRule(line, span, isCertain: conditions == 0, variables, ref left);
                    rule = added ?? (word is "else" or "endif" or "ifeq" or "ifneq" or "ifdef" or "ifndef" ? rule : null);
                    _firstTarget ??= Array.Find(names, static name => name is not ['.', ..]);
                    prerequisites += added is null ? 0 : (long)added.Prerequisites.Length * names.Length;
                    _isRead &= left > 0 && prerequisites <= MaximumPrerequisites;
                }
            }

            if (!_isRead)
            {
                break;
            }
        }

        _variables = variables;
    }

    /// <summary><c>targets : prerequisites</c>, with a recipe behind a semicolon.</summary>
    private (MakeRule? Rule, string[] Targets) AddRule(string line, TextSpan span, bool isCertain, MakeVariables variables, ref int left)
    {
        var colon = line.IndexOf(':');
        if (colon <= 0)
        {
            return (null, []);
        }

        var rest = line.Substring(colon + 1).TrimStart(':').Trim();
        if (variables.TryRead(rest, isCertain))
        {
            return (null, []);
        }

        var rule = new MakeRule();
        var names = Words(variables.Expand(line.Substring(0, colon), "", ref left));
        foreach (var name in names)
        {
            if (!_targets.TryGetValue(name, out var target))
            {
                _targets[name] = target = new MakeTarget();
            }

            target.IsKnown &= isCertain;
            rule.Targets.Add(target);
        }

        if (rest.IndexOf(';') is >= 0 and var semicolon)
        {
            rule.Add(rest.Substring(semicolon + 1), span, isCertain);
            rest = rest.Substring(0, semicolon);
        }

        // Another rule of the same target adds prerequisites; a second recipe takes the first one's place.
        rule.Prerequisites = Words(variables.Expand(rest.Replace('|', ' '), "", ref left));
        rule.Targets.ForEach(target => target.Rules.Add(rule));
        return (rule, names);
    }

    private bool Collect(string target, Run run, HashSet<string> seen, int depth)
    {
        var lines = run.Lines;
        if (!_targets.TryGetValue(target, out var rule))
        {
            // A file, or a target of an include: as a prerequisite it is a step.
            return depth > 0;
        }

        if (!rule.IsKnown || depth > MaximumDepth || lines.Count > MaximumLines)
        {
            return false;
        }

        if (!seen.Add(target))
        {
            return true;
        }

        foreach (var prerequisite in rule.Rules.SelectMany(static one => one.Prerequisites))
        {
            if (!Collect(prerequisite, run, seen, depth + 1))
            {
                return false;
            }
        }

        foreach (var (text, span) in rule.Recipe?.Lines ?? [])
        {
            if (lines.Count > MaximumLines)
            {
                return false;
            }

            var command = text.Trim().TrimStart('@', '-', '+', ' ', '\t');
            if (command.Length > 0 && command[0] != '#')
            {
                var variables = run.Variables;
                var expanded = variables.Expand(command, target, ref run.Left);
                lines.Add(new RecipeLine(expanded, NeedsShell(variables.WithoutReferences(command, target, ref run.Left)) || variables.HasOwnShell,
                    variables.Shell, run.File.Locate(span)));
            }
        }

        return run.Left > 0;
    }

    /// <summary>What make hands to the shell rather than starting it itself (job.c, construct_command_argv_internal).</summary>
    private static bool NeedsShell(string command)
    {
        if (command.IndexOfAny([.. "#;\"*?[]&|<>(){}$`^~!\n"]) >= 0)
        {
            return true;
        }

        var word = FirstWord(command);
        return word.Contains('=') || word is "." or ":" or "break" or "case" or "cd" or "continue" or "eval" or "exec" or "exit" or "export" or "for"
            or "if" or "login" or "logout" or "read" or "readonly" or "set" or "shift" or "switch" or "test" or "times" or "trap" or "ulimit"
            or "umask" or "unset" or "wait" or "while";
    }

    /// <summary>Of the logical line: a backslash in front of its end joins the next one to it.</summary>
    private static int EndOfLine(string content, int start)
    {
        var end = start;
        do
        {
            end = content.IndexOf('\n', Math.Min(end + (end > start ? 1 : 0), content.Length));
            end = end < 0 ? content.Length : end;
        }
        while (end < content.Length && end > start && content[end - 1] == '\\');

        return end;
    }

    private static string WithoutComment(string line) => line.IndexOf('#') is >= 0 and var hash && (hash == 0 || line[hash - 1] != '\\')
        ? line.Substring(0, hash) : line;

    private static string FirstWord(string line)
    {
        var end = line.IndexOfAny([' ', '\t', '(']);
        return end < 0 ? line : line.Substring(0, end);
    }

    private static string[] Words(string text) => text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>One call of make, and what it runs.</summary>
    private sealed class Run(ImageFile file, MakeVariables variables)
    {
        /// <summary>Of <see cref="MaximumExpanded"/>.</summary>
        public int Left = MaximumExpanded;

        public ImageFile File => file;

        public MakeVariables Variables => variables;

        public List<RecipeLine> Lines { get; } = [];
    }

    private sealed class MakeTarget
    {
        public List<MakeRule> Rules { get; } = [];

        /// <summary>The last rule that has one.</summary>
        public MakeRule? Recipe { get; set; }

        /// <summary>Nothing of it depends on a condition.</summary>
        public bool IsKnown { get; set; } = true;
    }

    /// <summary>One rule of the file, for one target or several.</summary>
    private sealed class MakeRule
    {
        public List<MakeTarget> Targets { get; } = [];

        public string[] Prerequisites { get; set; } = [];

        public List<(string Text, TextSpan Span)> Lines { get; } = [];

        private bool IsCertain { get; set; } = true;

        public void Add(string line, TextSpan span, bool isCertain)
        {
            if (Lines.Count == 0)
            {
                Targets.ForEach(target => target.Recipe = this);
            }

            if (IsCertain && !isCertain)
            {
                IsCertain = false;
                Targets.ForEach(static target => target.IsKnown = false);
            }

            Lines.Add((line, span));
        }
    }
}

/// <summary>One line of a recipe, with make's own variables replaced.</summary>
/// <param name="NeedsShell">Handed to the shell; make starts the others itself.</param>
/// <param name="Shell">The base name of that shell.</param>
internal sealed record RecipeLine(string Text, bool NeedsShell, string Shell, SourceLocation Location)
{
    /// <summary><c>$(MAKE) -C web run</c>.</summary>
    public bool StartsMake => !NeedsShell && Text.StartsWith("make ", StringComparison.Ordinal) && !Text.Contains('\'');
}
