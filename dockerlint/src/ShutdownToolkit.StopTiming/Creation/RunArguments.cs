using Docker.DotNet.Models;

namespace ShutdownToolkit.StopTiming.Creation;

/// <summary>
/// The options of <c>docker run</c> as people have them in their scripts (docker/cli, cli/command/container/opts.go), as the engine takes them. One
/// that is not known is refused by its name: leaving it out would measure another container than the one that is meant.
/// </summary>
internal sealed class RunArguments
{
    // Ours, or of the terminal that is not there.
    private static readonly string[] _withoutMeaning = ["--detach", "-d", "--quiet", "-q"],
        _ours = ["--name", "--pull", "--cidfile", "--attach", "-a", "--detach-keys"];

    private readonly IReadOnlyList<string> _arguments;
    private int _next;

    private RunArguments(IReadOnlyList<string> arguments) => _arguments = arguments;

    /// <param name="arguments">What stands before the image's name.</param>
    /// <param name="variable">The environment, for <c>-e NAME</c>.</param>
    /// <exception cref="StopTimingException">An option is unknown or has no or a wrong value.</exception>
    public static CreateContainerParameters Parse(IReadOnlyList<string> arguments, Func<string, string?> variable)
    {
        var request = new ContainerRequest(variable);
        var run = new RunArguments(arguments);
        while (run._next < arguments.Count)
        {
            run.One(request);
        }

        return request.Parameters;
    }

    private void One(ContainerRequest request)
    {
        var word = _arguments[_next++];
        if (word.StartsWith("--", StringComparison.Ordinal))
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            Take(request, equals < 0 ? word : word[..equals], equals < 0 ? null : word[(equals + 1)..]);
        }
        else if (word is ['-', _, ..])
        {
            Short(request, word);
        }
        else
        {
            throw Wrong(
                $"{word} stands among the options of docker run; the image is named before them, and its command comes from the image or from "
                + $"--from");
        }
    }

    // -it are two flags, -p8080:80 an option and its value.
    private void Short(ContainerRequest request, string word)
    {
        for (var at = 1; at < word.Length; at++)
        {
            var name = "-" + word[at];
            if (!RunOptions.Flags.ContainsKey(name) && !_withoutMeaning.Contains(name))
            {
                var rest = word[(at + 1)..];
                Take(request, name, rest.Length == 0 ? null : rest.TrimStart('='));
                return;
            }

            Take(request, name, value: null);
        }
    }

    private void Take(ContainerRequest request, string name, string? value)
    {
        if (_withoutMeaning.Contains(name))
        {
            return;
        }

        if (RunOptions.Flags.TryGetValue(name, out var flag))
        {
            flag(request, value is null or "true" or "1"
                || (value is "false" or "0" ? false : throw Wrong($"{name}={value} is neither true nor false")));
            return;
        }

        var known = RunOptions.Values.TryGetValue(name, out var take);
        if (!known && !_ours.Contains(name))
        {
            throw Wrong($"the option {name} of docker run is not understood here; start the container yourself and name it instead of the image");
        }

        var given = value ?? (_next < _arguments.Count ? _arguments[_next++] : throw Wrong($"the option {name} of docker run needs a value"));
        take?.Invoke(request, given);
    }

    internal static StopTimingException Wrong(string sentence) =>
        new(StopTimingFault.EngineRefused, char.ToUpperInvariant(sentence[0]) + sentence[1..] + ".");
}
