using Microsoft.Build.Locator;

namespace ShutdownToolkit.Analyzers.PublicServices;

/// <summary>The MSBuild of the newest SDK on this machine. What uses it must be compiled by the JIT after this has been called.</summary>
internal static class BuildTools
{
    public static void Locate()
    {
        if (!MSBuildLocator.IsRegistered)
        {
            MSBuildLocator.RegisterDefaults();
        }

        // A global.json of the folder may ask for an SDK that is not here.
        var tools = Environment.GetEnvironmentVariable("MSBuildSDKsPath")!;
        Environment.SetEnvironmentVariable("DOTNET_MSBUILD_SDK_RESOLVER_SDKS_DIR", tools);
        Environment.SetEnvironmentVariable("DOTNET_MSBUILD_SDK_RESOLVER_SDKS_VER", Path.GetFileName(Path.GetDirectoryName(tools)));
    }
}
