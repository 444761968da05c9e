using System.Runtime.CompilerServices;

namespace Dockerlint.SignalPath.Shells;

/// <summary>Links by themselves, not by what they and all before them hold.</summary>
internal sealed class ChainIdentity : IEqualityComparer<Chain<StartedProcess>>
{
    public static readonly ChainIdentity Instance = new();

    public bool Equals(Chain<StartedProcess>? x, Chain<StartedProcess>? y) => ReferenceEquals(x, y);

    public int GetHashCode(Chain<StartedProcess> obj) => RuntimeHelpers.GetHashCode(obj);
}
