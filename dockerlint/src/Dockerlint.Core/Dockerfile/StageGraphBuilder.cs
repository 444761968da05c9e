using System.Globalization;
using Dockerlint.Text;

namespace Dockerlint.Dockerfile;

/// <summary>Runs through the instructions once, stage after stage (moby/buildkit frontend/dockerfile/dockerfile2llb/convert.go).</summary>
internal sealed class StageGraphBuilder
{
    /// <summary>Triggers run once in every child; this many are no Dockerfile any more.</summary>
    private const int MaxTriggers = 100_000;

    private readonly DockerfileSyntax _syntax;
    private readonly BuilderLexer _lexer;
    private readonly GlobalArguments _globals;
    private readonly List<Stage> _stages = [];
    private readonly List<StageState> _states = [];
    private readonly StageNames _names;
    private readonly List<InputError> _errors = [];
    private readonly Func<string, StageState> _images;
    private int _triggers;
    private bool _hasMisplaced;

    public StageGraphBuilder(DockerfileSyntax syntax, IReadOnlyDictionary<string, string>? buildArguments)
    {
        _syntax = syntax;
        _lexer = new BuilderLexer(syntax.Escape);
        _globals = new GlobalArguments(buildArguments);
        _images = ImageOf;
        _names = new StageNames(_stages);
    }

    public StageGraph Build()
    {
        var instructions = _syntax.Instructions;
        var i = 0;
        for (; i < instructions.Count && instructions[i].Kind != InstructionKind.From; i++)
        {
            ReadGlobal(instructions[i]);
        }

        while (i < instructions.Count)
        {
            var end = i + 1;
            while (end < instructions.Count && instructions[end].Kind != InstructionKind.From)
            {
                end++;
            }

            AddStage(instructions, i, end);
            i = end;
        }

        if (_stages.Count == 0 && instructions.Count > 0 && _errors.Count == 0)
        {
            Report("dockerfile contains no stages to build", instructions[0].KeywordSpan);
        }

        return new StageGraph(_stages, _names, _errors);
    }

    private void ReadGlobal(Instruction instruction)
    {
        if (instruction.Kind == InstructionKind.Arg)
        {
            for (var i = 0; i < instruction.Words.Count; i++)
            {
                NameAndValue.Split(instruction.Words[i], out var name, out var value);
                Report(_globals.Declare(name, value, _lexer), instruction.KeywordSpan);
            }
        }
        else if (instruction.Kind != InstructionKind.Unknown && !_hasMisplaced)
        {
            _hasMisplaced = true;

            Report("no build stage in current context: only ARG may stand in front of the first FROM", instruction.KeywordSpan);
        }
    }

    private void AddStage(IReadOnlyList<Instruction> instructions, int from, int end)
    {
        var fromInstruction = instructions[from];
        var words = fromInstruction.Words;
        var name = words.Count == 3 ? words[2].ToLowerInvariant() : null;
        var image = words.Count == 0 ? new Expansion(null, null, null) : ExpandBase(words[0], fromInstruction);
        var parent = image.Value is { } reference ? _names.Find(reference) : null;
        var state = parent is null ? StageState.Of(image.Value) : _states[parent.Index].Continue();
        state.Image.IsWindows |= IsWindowsPlatform(fromInstruction);
        var run = new StageRun(_syntax.Source, state, _globals, _lexer, _images, _errors);

        var triggers = parent is null ? null : TriggersOf(parent, fromInstruction);
        var triggered = triggers?.Count ?? 0;
        var own = new Instruction[triggered + end - from - 1];
        for (var i = 0; i < own.Length; i++)
        {
            own[i] = i < triggered ? triggers![i] : instructions[from + 1 + i - triggered];
        }

        foreach (var instruction in own)
        {
            run.Execute(instruction);
        }

        var stage = new Stage
        {
            Index = _stages.Count,
            Name = name,
            From = fromInstruction,
            HasBacktickEscape = _syntax.Escape == '`',
            Parent = parent,
            BaseImage = parent is null ? image.Value : null,
            UnresolvedVariable = image.UnknownVariable,
            Instructions = own,
            Image = state.Image,
        };
        _names.Add(stage);
        _states.Add(state);
    }

    private StageState ImageOf(string nameOrIndex) =>
        _names.Find(nameOrIndex.ToLowerInvariant()) is { } named ? _states[named.Index]
            : int.TryParse(nameOrIndex, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < _states.Count ? _states[index]
            : StageState.Of(nameOrIndex);

    /// <summary>Triggers of the direct parent only: a grandchild does not run them again (dockerfile2llb/convert.go, initOnBuildTriggers).</summary>
    private List<Instruction> TriggersOf(Stage parent, Instruction from)
    {
        var triggers = new List<Instruction>();
        foreach (var instruction in parent.Instructions)
        {
            if (instruction.Trigger is null or { Kind: InstructionKind.OnBuild or InstructionKind.From or InstructionKind.Maintainer })
            {
                continue;
            }

            if (_triggers++ == MaxTriggers)
            {
                Report($"more than {MaxTriggers} ONBUILD triggers run in this file", from.KeywordSpan);
            }

            if (_triggers <= MaxTriggers)
            {
                triggers.Add(instruction.Trigger);
            }
        }

        return triggers;
    }

    private Expansion ExpandBase(string word, Instruction from)
    {
        var expansion = _lexer.Expand(word, _globals);
        Report(expansion.Error, from.KeywordSpan);
        if (expansion.Value is { Length: 0 })
        {
            Report($"base name ({word}) should not be blank", from.KeywordSpan);
            return new Expansion(null, null, null);
        }

        // FROM image:$TAG without any ARG TAG: nothing to pull, and the variable is what to talk about.
        return expansion.Value is { } image && image[image.Length - 1] is ':' or '@' or '/' && VariableIn(word) is { } variable
            ? new Expansion(null, variable, null)
            : expansion;
    }

    private static string? VariableIn(string word)
    {
        var start = word.LastIndexOf('$') + 1;
        start += start < word.Length && word[start] == '{' ? 1 : 0;
        var end = start;
        while (end < word.Length && (char.IsLetterOrDigit(word[end]) || word[end] == '_'))
        {
            end++;
        }

        return start > 0 && end > start ? word.Substring(start, end - start) : null;
    }

    private bool IsWindowsPlatform(Instruction from) =>
        from.Flag("platform")?.Value is { } platform && _lexer.Expand(platform, _globals).Value is { } expanded
            && WindowsImages.IsWindowsPlatform(expanded);

    private void Report(string? message, TextSpan span)
    {
        if (message is not null)
        {
            _errors.Add(InputError.At(_syntax.Source.At(span), message));
        }
    }
}
