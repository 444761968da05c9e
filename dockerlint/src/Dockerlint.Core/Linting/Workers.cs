using System.Runtime.ExceptionServices;

namespace Dockerlint.Linting;

/// <summary>One step for many things, on all processors; the answers stand in the order of the things.</summary>
public static class Workers
{
    /// <summary>Below it a second thread costs more than it saves.</summary>
    private const int Few = 32;

    private const int Portion = 8;

    /// <summary>What the bounds on nesting are made for, on every platform.</summary>
    private const int StackSize = 8 << 20;

    /// <param name="step">Asked by several threads at once, unless <paramref name="isAlone"/>.</param>
    public static T[] Map<TItem, T>(IReadOnlyList<TItem> items, Func<TItem, T> step, bool isAlone = false)
    {
        var answers = new T[items.Count];
        var threads = isAlone || items.Count < Few ? 1 : Math.Min(Environment.ProcessorCount, items.Count / Portion);
        if (threads == 1)
        {
            for (var i = 0; i < answers.Length; i++)
            {
                answers[i] = step(items[i]);
            }

            return answers;
        }

        var work = new Work<TItem, T>(items, step, answers);
        var others = new Thread[threads - 1];
        for (var i = 0; i < others.Length; i++)
        {
            others[i] = new Thread(work.Run, StackSize) { IsBackground = true };
            others[i].Start();
        }

        work.Run();
        foreach (var other in others)
        {
            other.Join();
        }

        work.Failure?.Throw();
        return answers;
    }

    private sealed class Work<TItem, T>(IReadOnlyList<TItem> items, Func<TItem, T> step, T[] answers)
    {
        private int _next;

        public ExceptionDispatchInfo? Failure { get; private set; }

        public void Run()
        {
            try
            {
                while (Interlocked.Add(ref _next, Portion) - Portion is var start && start < answers.Length)
                {
                    for (var i = start; i < Math.Min(start + Portion, answers.Length); i++)
                    {
                        answers[i] = step(items[i]);
                    }
                }
            }
            catch (Exception e)
            {
                Failure = ExceptionDispatchInfo.Capture(e);
            }
        }
    }
}
