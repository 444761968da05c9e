using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ShutdownToolkit.StopTiming.Engines;

/// <summary>Certificate authorities of the user's own, beside the system's.</summary>
internal static class OwnAuthorities
{
    /// <summary>The certificates of a PEM file; a bundle has several.</summary>
    /// <exception cref="CryptographicException">It holds none, or one that is damaged.</exception>
    public static X509Certificate2Collection Load(string file)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(file);
        return authorities.Count > 0 ? authorities : throw new CryptographicException("it holds no certificate");
    }

    /// <summary>Signed by one of them, over the intermediate certificates that the server shows; the name must fit all the same.</summary>
    /// <param name="shown">The chain as the system built it.</param>
    public static bool Trust(X509Certificate2Collection authorities, X509Certificate? certificate, X509Chain? shown, SslPolicyErrors errors)
    {
        if (certificate is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.ExtraStore.AddRange(shown?.ChainPolicy.ExtraStore ?? []);
        using var server = new X509Certificate2(certificate);
        return chain.Build(server);
    }
}
