using Dockerlint.Findings;

namespace Dockerlint.Cli.Checking;

/// <summary>What the user says about findings: which rules count, how severe they are, which are known.</summary>
internal interface IFindingFilter
{
    /// <summary>Null: not shown.</summary>
    Finding? Apply(Finding finding);
}
