using Dockerlint.Programs;
using Dockerlint.Shell;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Shells;

/// <summary>
/// Follows a command line or script along every way it can take and says which process is in front at the end of each. Nothing is
/// executed; what cannot be known splits the way, up to a bound.
/// </summary>
public sealed partial class ShellReader
{
    private const int MaximumWays = 24;
    private const int MaximumDepth = 24;
    private const int MaximumSteps = 50_000;

    private readonly ShellInput _input;
    private readonly TakenDefaults _defaults;

    // Most commands need none of them.
    private Dictionary<string, FunctionDefinition>? _functions;
    private Dictionary<string, TextOfOrigin>? _functionOrigins;
    private HashSet<string>? _sourced;
    private HashSet<Chain<Job>>? _collected;
    private HashSet<SourceLocation>? _started;
    private Dictionary<SourceLocation, Chain<(Chain<int>? CallSite, Foreground Main)>>? _foregrounds;

    // Of the first command that is reached; most texts have one.
    private SourceLocation _firstPlace;
    private Chain<(Chain<int>? CallSite, Foreground Main)>? _firstForegrounds;
    private Chain<int>? _callSite;
    private bool _hasOwnArguments;
    private TextOfOrigin _text;
    private Chain<StartedProcess>? _background;
    private readonly List<KeyValuePair<ShellEnding, int>> _places = [];
    private Chain<TrapCommand>? _traps;
    private SourceLocation? _slowStep;
    private int _depth;
    private int _steps;
    private bool _isPartial;
    private bool _refuses;
    private string? _unreadLibrary;

    private ShellReader(ShellInput input, TakenDefaults defaults)
    {
        _input = input;
        _defaults = defaults;
        _text = new TextOfOrigin(input, defaults, input.Script.Text, input.Locate);
    }

    public static ShellReading Read(ShellInput input)
    {
        var defaults = new TakenDefaults();
        var reader = new ShellReader(input, defaults);
        var reading = reader.Read();
        var isRefused = defaults.HasTested && reader._refuses;
        if (!defaults.HasEmpty && !isRefused || reading.Endings.Any(static ending => ending.Kind != EndingKind.EndsByItself))
        {
            return reading;
        }

        // if [ "$PASSWORD" = changeme ]; then exit 1; fi: whoever runs it sets what it cannot do without.
        return new ShellReader(input, new TakenDefaults { EmptyAreUnknown = defaults.HasEmpty, TestedAreUnknown = isRefused }).Read();
    }

    private ShellReading Read()
    {
        var shape = CommandShape.Last;
        if (_input.IsFile)
        {
            shape |= CommandShape.InScriptFile;
        }
        else
        {
            shape |= LinesAfter(_input.Script);
        }

        var start = new ShellState { Positional = _input.Positional };
        SetOptions(_input.Options, start);
        foreach (var state in List(_input.Script.Body, [start], shape))
        {
            End(state);
        }

        return new ShellReading(Endings(), _background is null ? [] : Chain<StartedProcess>.ToList(_background),
            _traps is null ? [] : Chain<TrapCommand>.ToList(_traps))
        {
            Script = _input.Script,
            SlowStep = _slowStep,
            IsPartial = _isPartial || _input.Script.Error is not null,
            IsCut = _steps > MaximumSteps,
            UnreadLibrary = _unreadLibrary,
        };
    }

    private List<ShellState> List(ShellList list, List<ShellState> states, CommandShape shape)
    {
        List<ShellState>? finished = null;
        for (var i = 0; i < list.Statements.Count && states.Count > 0; i++)
        {
            var statement = list.Statements[i];
            var isLast = i == list.Statements.Count - 1;
            var inner = isLast ? shape : shape & ~CommandShape.Last;
            if (i > 0 && IsOnOneLine(list.Statements[i - 1], statement))
            {
                inner |= list.Statements[i - 1].End == StatementEnd.Background ? CommandShape.JoinedToBackground | CommandShape.InList
                    : CommandShape.InList;
                inner |= statement.Command is AndOrCommand ? CommandShape.InListOfList : CommandShape.None;
            }

            if (statement.End == StatementEnd.Background)
            {
                foreach (var state in states)
                {
                    StartInBackground(statement.Command, state);
                }

                With(true, states);
                continue;
            }

            states = Command(statement.Command, states, inner);
            Retire(states, ref finished);
        }

        if (finished is null)
        {
            return Distinct(states);
        }

        finished.AddRange(states);
        return Distinct(finished);
    }

    private static CommandShape LinesAfter(ShellScript script)
    {
        var end = script.Body.Statements.Count == 0 ? 0 : script.Body.Statements[script.Body.Statements.Count - 1].Command.Span.End;
        var newline = script.Text.IndexOf('\n', end);
        return newline < 0 ? CommandShape.None
            : newline == script.Text.Length - 1 ? CommandShape.BeforeNewline
            : CommandShape.BeforeNewline | CommandShape.BeforeMoreLines;
    }

    /// <summary>Texts of sourced files are not asked: nothing in them replaces the shell.</summary>
    private bool IsOnOneLine(ShellStatement first, ShellStatement second)
    {
        var start = first.Command.Span.End;
        var text = _input.Script.Text;
        return second.Command.Span.Start >= start && second.Command.Span.Start <= text.Length
            && text.IndexOf('\n', start, second.Command.Span.Start - start) < 0;
    }

    /// <summary>Takes out the ways that a <c>break</c> or <c>return</c> has left the list by.</summary>
    private static void Retire(List<ShellState> states, ref List<ShellState>? finished)
    {
        for (var i = states.Count - 1; i >= 0; i--)
        {
            if (states[i].HasBroken || states[i].HasReturned)
            {
                (finished ??= []).Add(states[i]);
                states.RemoveAt(i);
            }
        }
    }

    private List<ShellState> Command(ShellCommand command, List<ShellState> states, CommandShape shape)
    {
        if (++_steps > MaximumSteps || !_input.Follow.AddStep())
        {
            _steps = Math.Max(_steps, MaximumSteps + 1);
            return [];
        }

        if (states.Count == 0 || _depth > MaximumDepth)
        {
            _isPartial |= states.Count > 0;
            return states;
        }

        if (command.Redirections.Count > 0)
        {
            shape |= command is GroupCommand or IfCommand or CaseCommand ? CommandShape.Redirected | CommandShape.InRedirectedGroup
                : CommandShape.Redirected;
        }

        switch (command)
        {
            case SimpleCommand simple:
                return Simple(simple, states, shape);
            case AndOrCommand andOr:
                return AndOr(andOr, states, shape);
            case PipelineCommand pipeline:
                return Pipeline(pipeline, states, shape);
            case GroupCommand group:
                return List(group.Body, states, shape | CommandShape.InGroup);
            case SubshellCommand subshell:
                return Subshell(subshell, states, shape | CommandShape.InSubshell);
            case IfCommand @if:
                return If(@if, states, shape | CommandShape.InBranch);
            case CaseCommand @case:
                return Case(@case, states, shape | CommandShape.InBranch);
            case WhileCommand @while:
                return While(@while, states, shape);
            case ForCommand @for:
                return For(@for, states, shape);
            case ArithmeticForCommand arithmetic:
                return Loop(arithmetic.Body, states, shape, null);
            case FunctionDefinition function:
                (_functions ??= new(StringComparer.Ordinal))[function.Name] = function;
                (_functionOrigins ??= new(StringComparer.Ordinal))[function.Name] = _text;
                return With(true, states);
            case CoprocessCommand coprocess:
                foreach (var state in states)
                {
                    StartInBackground(coprocess.Body, state);
                }

                return With(true, states);
            default:
                return With(null, states);
        }
    }

    private static List<ShellState> With(bool? status, List<ShellState> states)
    {
        states.ForEach(state => state.Status = status);
        return states;
    }

    private List<ShellState> AndOr(AndOrCommand andOr, List<ShellState> states, CommandShape shape)
    {
        var result = new List<ShellState>();
        shape |= CommandShape.InList;
        foreach (var state in states)
        {
            var decided = _text.Conditions.Evaluate(andOr.Left, state);
            foreach (var next in Command(andOr.Left, [state], (shape & ~CommandShape.Last) | CommandShape.Tested))
            {
                if (next.HasBroken || next.HasReturned)
                {
                    result.Add(next);
                    continue;
                }

                var truth = decided ?? next.Status;
                var runsRight = truth is null || truth == andOr.IsAnd;
                // A step before && is taken to succeed; only a test is as likely to fail.
                var skipsRight = truth is null ? !andOr.IsAnd || Conditions.IsTest(andOr.Left) : truth != andOr.IsAnd;
                if (skipsRight && runsRight)
                {
                    var skipping = next.Copy();
                    // What follows asks for it: test && step && exit.
                    skipping.Status = (shape & CommandShape.Tested) != 0 ? !andOr.IsAnd : null;
                    result.Add(skipping);
                    result.AddRange(Command(andOr.Right, [next], shape));
                }
                else if (runsRight)
                {
                    result.AddRange(Command(andOr.Right, [next], shape));
                }
                else
                {
                    next.Status = truth;
                    result.Add(next);
                }
            }
        }

        return Distinct(result);
    }

    private List<ShellState> Pipeline(PipelineCommand pipeline, List<ShellState> states, CommandShape shape)
    {
        if (pipeline.Commands.Count == 1)
        {
            var isPlain = !pipeline.IsNegated && !pipeline.IsTimed;
            var after = Command(pipeline.Commands[0], states, isPlain ? shape : shape | CommandShape.Negated | CommandShape.Tested);
            after.ForEach(state => state.Status = pipeline.IsNegated ? !state.Status : state.Status);
            return after;
        }

        var killed = new List<ShellState>();
        var others = new List<ShellState>();
        foreach (var state in states)
        {
            if (KillOfPipeline(pipeline, state) is { } kill)
            {
                killed.AddRange(Kill(kill, state, shape));
            }
            else
            {
                others.Add(state);
            }
        }

        states = others;
        var before = states.ConvertAll(state => state.Main);
        for (var i = OnlyFeeds(pipeline) ? 1 : 0; i < pipeline.Commands.Count; i++)
        {
            var isEnd = i == pipeline.Commands.Count - 1;
            states = PipelinePart(pipeline.Commands[i], states, before,
                shape | CommandShape.InPipeline | (isEnd ? CommandShape.EndsPipeline : CommandShape.None));
        }

        states.AddRange(killed);
        return states;
    }

    private List<ShellState> Subshell(SubshellCommand subshell, List<ShellState> states, CommandShape shape)
    {
        var result = new List<ShellState>();
        foreach (var state in states)
        {
            foreach (var inner in List(subshell.Body, [state.Copy()], shape))
            {
                result.Add(WithoutLeaving(state, inner));
            }
        }

        return Distinct(result);
    }

    /// <summary>The first program of a pipeline that is no mere step is its main one: what follows reads its output.</summary>
    private List<ShellState> PipelinePart(ShellCommand command, List<ShellState> states, List<Foreground?> before, CommandShape shape)
    {
        var result = new List<ShellState>();
        foreach (var state in states)
        {
            var hasMain = !before.Exists(main => ReferenceEquals(main, state.Main));
            foreach (var inner in Command(command, [state.Copy()], shape))
            {
                var after = WithoutLeaving(state, inner);
                after.Main = hasMain ? state.Main : after.Main;
                result.Add(after);
            }
        }

        return Distinct(result);
    }

    /// <summary><c>tail -f log | kafkacat</c>: the first part only feeds a program that is more than a filter.</summary>
    private static bool OnlyFeeds(PipelineCommand pipeline) =>
        pipeline.Commands[0] is SimpleCommand { Name: "yes" or "tail" } && Literals(pipeline.Commands[0]) is { } feeder
            && (feeder[0].Value == "yes" || CommandWeights.IsIdle("tail", feeder))
            && pipeline.Commands.Skip(1).Any(static part => part is SimpleCommand { Name: not null }
                && CommandWeights.Of(Literals(part)) is CommandWeight.Unknown or CommandWeight.LongRunning);

    private static List<Argument> Literals(ShellCommand command) => command is SimpleCommand simple
        ? [.. simple.Words.Select(static word => new Argument(word.Constant, word.Constant ?? "", null))]
        : [];

    /// <summary>A subshell's variables, traps and <c>exit</c> do not leave it; what it ran in front does.</summary>
    private static ShellState WithoutLeaving(ShellState outer, ShellState inner)
    {
        var state = outer.Copy();
        state.Main = inner.Main;
        state.Jobs = inner.Jobs;
        state.Stop = inner.Stop;
        state.Status = inner.Status;
        return state;
    }

    private List<ShellState> Distinct(List<ShellState> states) => states.Count < 2 ? states : Merged(states);

    private List<ShellState> Merged(List<ShellState> states)
    {
        var result = new List<ShellState>(states.Count);
        foreach (var state in states)
        {
            var same = result.Find(known => known.IsSameWayAs(state));
            if (same is null)
            {
                result.Add(state);
            }
            else
            {
                same.Merge(state);
            }
        }

        var ways = 0;
        var stops = 0;
        result.RemoveAll(state => state.Stop is null ? ++ways > MaximumWays : ++stops > MaximumWays);
        _isPartial |= ways > MaximumWays;

        return result;
    }
}
