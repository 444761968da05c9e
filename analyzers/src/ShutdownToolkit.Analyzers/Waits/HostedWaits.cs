using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Analyzers.Waits;

/// <summary>The waits of one hosted service that would hold up its stop; found once for all rules.</summary>
internal sealed class HostedWaits
{
    private static readonly ConditionalWeakTable<HostedService, HostedWaits> _perService = new();

    /// <summary>Shorter ones nobody notices.</summary>
    private static readonly TimeSpan _felt = TimeSpan.FromSeconds(1);

    /// <summary>A thread of its own that asks the token each turn may sleep as long as hosts of old waited for it.</summary>
    private static readonly TimeSpan _feltOnOwnThread = TimeSpan.FromSeconds(5);

    /// <summary>Once, outside of any loop: as long as 'docker stop' waits.</summary>
    private static readonly TimeSpan _feltOnce = TimeSpan.FromSeconds(10);

    private readonly HostedService _service;
    private readonly LoopedCalls _calls;
    private readonly Lazy<IReadOnlyList<HostedWait>> _deaf;

    private HostedWaits(HostedService service)
    {
        _service = service;
        _calls = new LoopedCalls(service);
        _deaf = new(Find, LazyThreadSafetyMode.ExecutionAndPublication);
    }

    /// <summary>In source order; never inside an endless loop that ignores the token (that is STOP1001's), nor in clean-up.</summary>
    public IReadOnlyList<HostedWait> Deaf => _deaf.Value;

    public static HostedWaits Of(HostedService service) => _perService.GetValue(service, key => new HostedWaits(key));

    private List<HostedWait> Find()
    {
        var found = new List<HostedWait>();
        var seen = new HashSet<SyntaxNode>();
        var length = new WaitLength(_service.Code);
        var releases = new Lazy<Releases>(() => new Releases(_service));
        var stopCode = new HashSet<ISymbol>(_service.Code.ReachableFrom([.. _service.StopMethods]), SymbolEqualityComparer.Default);
        foreach (var code in _service.Work)
        {
            // Nobody can wait for an async void method, whatever it waits for: STOP1203's, or STOP1201's.
            if (stopCode.Contains(code.Member) || code.Member is { IsAsync: true, ReturnsVoid: true })
            {
                continue;
            }

            foreach (var operation in code.Body.Operations())
            {
                if (FindLibraryWait(operation, code) is { } libraryWait && seen.Add(operation.Syntax))
                {
                    found.Add(libraryWait);
                    continue;
                }

                if (Wait.From(operation) is { } wait
                    && (wait.LeavesTokenOut || wait.RefusesToken)
                    && (wait.Blocks || IsAwaited(wait, code.Member) && (wait.HasTokenOverload || wait.NeedsWaitAsync))
                    && IsFelt(wait, code, length.Of(wait))
                    && !_service.Tokens.MentionsOutsideFunctions(wait.Whole)
                    && !wait.Call.IsCleanUp(_service.Tokens)
                    && !releases.Value.EndsOnItsOwn(wait)
                    && !_service.IsOnOutlivingThread(operation)
                    // The same of a thread: that nobody joins it is the defect, and STOP1207 says so.
                    && !HostedThreads.Of(_service).IsOnUnjoined(operation)
                    // Whatever it waits for: that nobody keeps the task is the defect, and STOP1201 says so.
                    && _service.DetachmentOf(code, operation) is not Detachment.DroppedTask
                    && seen.Add(operation.Syntax))
                {
                    found.Add(new HostedWait(
                        wait, code with { Detached = _service.DetachmentOf(code, operation) }, length.Of(wait),
                        _service.Tokens.NameInScope(operation, code.Member)));
                }
            }
        }

        return found;
    }

    /// <summary>Where it stands, or where a method of the type that returns it is called.</summary>
    private bool IsAwaited(Wait wait, IMethodSymbol member) => wait.ThrowsWhenCancelled
        || wait.Call.Parent is IReturnOperation && wait.Call.EnclosingFunction() is null or { MethodKind: MethodKind.LocalFunction }
            && _calls.Awaits(wait.Call.EnclosingFunction() ?? member);

    /// <summary>A wait whose length is a matter of what it waits with: a policy, a client, a channel.</summary>
    private HostedWait? FindLibraryWait(IOperation operation, HostedCode code)
    {
        if ((Wait.FromLibrary(operation) ?? FromProject(operation)) is not { } wait
            || !(wait.LeavesTokenOut || wait.RefusesToken) || !wait.IsWaitedFor
            || !IsLineOfALocal(wait) && !IsOfAConnection(wait) && _service.Tokens.MentionsOutsideFunctions(wait.Whole)
            || wait.Call.IsCleanUp(_service.Tokens)
            || _service.IsOnOutlivingThread(operation) || _service.DetachmentOf(code, operation) is Detachment.DroppedTask)
        {
            return null;
        }

        var loops = _calls.Around(wait.Call, code.Member);
        return !loops.Any(loop => loop.IsDeafTo(_service)) && LibraryWaits.Judge(wait, loops, _service) is var (length, isCertain)
            ? new HostedWait(
                wait, code with { Detached = _service.DetachmentOf(code, operation) }, length,
                _service.Tokens.NameInScope(operation, code.Member), isCertain)
            : null;
    }

    /// <summary>Of another class; the type's own methods are looked into.</summary>
    private Wait? FromProject(IOperation operation) =>
        operation is IInvocationOperation call && _service.Code.BodyOf(call.TargetMethod) is null
            ? Wait.FromSource(operation, _service.Source) : null;

    /// <summary>The token that the reader's stream was got with is of no use to its reads.</summary>
    private static bool IsLineOfALocal(Wait wait) =>
        wait.Call is { TargetMethod.Name: "ReadLineAsync", Instance: ILocalReferenceOperation };

    /// <summary>Nor is the one that a connection was opened with, or the stream of changes begun.</summary>
    private static bool IsOfAConnection(Wait wait)
    {
        if (!wait.IsOfAReceive || wait.Call.Instance is not ILocalReferenceOperation { Local: var local })
        {
            return false;
        }

        var root = wait.Call.Root();

        return root.Descendants().Any(operation => operation is IVariableDeclaratorOperation declared
            && SymbolEqualityComparer.Default.Equals(declared.Symbol, local)
            && declared.GetVariableInitializer()?.Value.Unwrapped() is IInvocationOperation { TargetMethod.Name: var name }
            && (name.StartsWith("Open", StringComparison.Ordinal) || name.StartsWith("Connect", StringComparison.Ordinal)
                || name.StartsWith("Watch", StringComparison.Ordinal)));
    }

    private bool IsFelt(Wait wait, HostedCode code, TimeSpan? length)
    {
        // A sleep in a helper that does not go on by itself is the caller's: it is reported where it is called.
        if (_service.Called is not null && wait.Blocks && Wait.SleepOf(code.Member) is not null)
        {
            return false;
        }

        var loops = _service.Called is not null && wait.Blocks ? [.. wait.Call.LoopsAround()] : _calls.Around(wait.Call, code.Member);
        if (loops.Any(loop => loop.IsDeafTo(_service)) || loops.Count == 0 && _service.Called is not null)
        {
            return false;
        }

        // The pause of a helper that tries a few times and cannot know the token: only where it is long for certain.
        if (_service.Called is not null && _service.Tokens.NameInScope(wait.Call, code.Member) is null
            && !wait.Call.LoopsAround().Any(loop => loop is not IForEachLoopOperation && !loop.HasExit()
                && (loop is IWhileLoopOperation || loop.IsEndless())))
        {
            return length >= _feltOnOwnThread;
        }

        // Outside of a loop only what surely lasts, and not in a lambda that may be anybody's callback.
        if (loops.Count == 0)
        {
            return length is { } once && wait.Call.EnclosingFunction() is null && (once.IsInfinite() || once >= _feltOnce);
        }

        return length is not { } each || each.IsInfinite() || each >= (IsOnOwnThread(wait, loops) ? _feltOnOwnThread : _felt);
    }

    private bool IsOnOwnThread(Wait wait, IReadOnlyList<ILoopOperation> loops) =>
        wait.Blocks
        && wait.Call.EnclosingFunction() is { MethodKind: MethodKind.AnonymousFunction, IsAsync: false }
        && loops.Any(loop => loop.TestsStop(_service.Tokens));
}
