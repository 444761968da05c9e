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

    private readonly Dictionary<string, MakeTarget> _targets = new(StringComparer.Ordinal);
    private long _prerequisites;
    private readonly MakeVariables _variables = new();
    private readonly ImageFile _file;
    private string? _firstTarget;
    private bool _isRead = true;

    private Makefile(ImageFile file) => _file = file;

    /// <summary>The recipe lines in the order in which they run, those of prerequisites first; null: not known.</summary>
    public static IReadOnlyList<RecipeLine>? Find(ImageFiles files, MakeCall call)
    {
        ImageFile? file = null;
        foreach (var name in call.File is { } given ? [given] : new[] { "GNUmakefile", "makefile", "Makefile" })
        {
            file ??= files.FindInWorkDir(name);
        }

        if (file is null)
        {
            return null;
        }

        var makefile = new Makefile(file);
        makefile.Read(call);
        if (!makefile._isRead)
        {
            return null;
        }

        var lines = new List<RecipeLine>();
        foreach (var target in call.Targets.Count > 0 ? call.Targets : makefile._firstTarget is { } first ? [first] : [])
        {
            if (!makefile.Collect(target, lines, new(StringComparer.Ordinal), 0))
            {
                return null;
            }
        }

        return lines;
    }

    private void Read(MakeCall call)
    {
        var content = _file.Content;
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
                if (line.Length > 0 && !_variables.TryRead(line, isCertain: conditions == 0))
                {
                    rule = AddRule(line, span, isCertain: conditions == 0) ?? (word is "else" or "endif" or "ifeq" or "ifneq" or "ifdef" or "ifndef"
                        ? rule : null);
                }
            }
        }

        foreach (var given in call.Variables)
        {
            _variables.Give(given);
        }
    }

    /// <summary><c>targets : prerequisites</c>, with a recipe behind a semicolon.</summary>
    private MakeRule? AddRule(string line, TextSpan span, bool isCertain)
    {
        var colon = line.IndexOf(':');
        if (colon <= 0)
        {
            return null;
        }

        var rest = line.Substring(colon + 1).TrimStart(':').Trim();
        if (_variables.TryRead(rest, isCertain))
        {
            return null;
        }

        var rule = new MakeRule();
        foreach (var name in Words(_variables.Expand(line.Substring(0, colon), "")))
        {
            if (!_targets.TryGetValue(name, out var target))
            {
                _targets[name] = target = new MakeTarget();
            }

            target.IsKnown &= isCertain;
            rule.Targets.Add(target);
            _firstTarget ??= name is ['.', ..] ? null : name;
        }

        if (rest.IndexOf(';') is >= 0 and var semicolon)
        {
            rule.Add(rest.Substring(semicolon + 1), span, isCertain);
            rest = rest.Substring(0, semicolon);
        }

        // Another rule of the same target adds prerequisites; a second recipe takes the first one's place.
        var prerequisites = Words(_variables.Expand(rest.Replace('|', ' '), ""));
        _prerequisites += (long)prerequisites.Length * rule.Targets.Count;
        _isRead &= _prerequisites <= MaximumPrerequisites;
        if (_isRead)
        {
            rule.Targets.ForEach(target => target.Prerequisites.AddRange(prerequisites));
        }

        return rule;
    }

    private bool Collect(string target, List<RecipeLine> lines, HashSet<string> seen, int depth)
    {
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

        foreach (var prerequisite in rule.Prerequisites)
        {
            if (!Collect(prerequisite, lines, seen, depth + 1))
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
                var expanded = _variables.Expand(command, target);
                lines.Add(new RecipeLine(expanded, NeedsShell(_variables.WithoutReferences(command, target)) || _variables.HasOwnShell,
                    _variables.Shell, _file.Locate(span)));
            }
        }

        return true;
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

    private sealed class MakeTarget
    {
        public List<string> Prerequisites { get; } = [];

        /// <summary>The last rule that has one.</summary>
        public MakeRule? Recipe { get; set; }

        /// <summary>Nothing of it depends on a condition.</summary>
        public bool IsKnown { get; set; } = true;
    }

    /// <summary>One rule of the file, for one target or several.</summary>
    private sealed class MakeRule
    {
        public List<MakeTarget> Targets { get; } = [];

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
