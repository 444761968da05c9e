using Dockerlint.Text;

namespace Dockerlint.Findings;

/// <summary>One link of the chain that leads to a finding; without a location it states a fact about an image, a shell or an engine.</summary>
public sealed record Evidence(string Message, SourceLocation? Location = null);
