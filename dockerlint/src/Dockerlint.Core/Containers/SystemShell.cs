using Dockerlint.Images;

namespace Dockerlint.Containers;

/// <summary>What <c>/bin/sh</c> is after the Dockerfile's own changes to it.</summary>
internal static class SystemShell
{
    public static ShellKind Of(Container container)
    {
        var kind = container.Base.Shell;
        if (container.Image is not { } image)
        {
            return kind;
        }

        for (var i = image.Runs.Count - 1; i >= 0; i--)
        {
            var text = image.Runs[i].Arguments;
            if (text.Contains("/bash /bin/sh") || text.Contains("bash /bin/sh"))
            {
                return ShellKind.Bash;
            }

            // dpkg's question whether sh is dash.
            if (text.Contains("dash/sh") || text.Contains("dpkg-reconfigure dash"))
            {
                return ShellKind.Unknown;
            }
        }

        return kind;
    }
}
