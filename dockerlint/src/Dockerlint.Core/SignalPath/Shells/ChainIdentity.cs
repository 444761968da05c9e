using System.Runtime.CompilerServices;

namespace Dockerlint.SignalPath.Shells;

/// <summary>Links by themselves, not by what they and all before them hold.</summary>
internal sealed class ChainIdentity : IEqualityComparer<Chain<Job>>
{
    public static readonly ChainIdentity Instance = new();

    public bool Equals(Chain<Job>? x, Chain<Job>? y) => ReferenceEquals(x, y);

    public int GetHashCode(Chain<Job> obj) => RuntimeHelpers.GetHashCode(obj);
}
