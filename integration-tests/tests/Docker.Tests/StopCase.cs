using Dockerlint.Stops;

namespace Docker.Tests;

/// <summary>An image and what a stop of it does. The linter can be asked the same question about the same text.</summary>
/// <param name="Sentence">What it shows, unique.</param>
/// <param name="Shell">What /bin/sh is in the base image: dash, bash or ash.</param>
/// <param name="Dockerfile">The whole text; its base image is <c>shutdown-toolkit-test/probe-SHELL</c>.</param>
/// <param name="Expected">The measured verdict.</param>
/// <param name="EngineInit">Started with <c>--init</c>.</param>
/// <param name="Files">Files beside the Dockerfile.</param>
internal sealed record StopCase(
    string Sentence, string Shell, string Dockerfile, Verdict Expected, bool EngineInit, IReadOnlyDictionary<string, string> Files)
{
    public override string ToString() => Sentence;
}
