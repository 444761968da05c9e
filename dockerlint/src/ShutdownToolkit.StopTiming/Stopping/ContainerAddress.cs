using System.Runtime.InteropServices;
using ShutdownToolkit.StopTiming.Engines;

namespace ShutdownToolkit.StopTiming.Stopping;

/// <summary>Where a container is reached: the host name <c>container</c> becomes its own address on Linux, else the published port.</summary>
internal static class ContainerAddress
{
    private const string Placeholder = "container";

    public static Uri Resolve(Uri address, ContainerState container)
    {
        if (address.Host != Placeholder)
        {
            return address;
        }

        // Its own address first: a published port's proxy accepts also for a container that no longer listens.
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Linux) && container.Address is { Length: > 0 } own)
        {
            return new UriBuilder(address) { Host = own }.Uri;
        }

        return container.Ports.TryGetValue(address.Port, out var published)
            ? new UriBuilder(address) { Host = "localhost", Port = published }.Uri
            : throw new StopTimingException(
                StopTimingFault.NeverReady, $"Port {address.Port} of the container is not published, and it has no address of its own.");
    }
}
