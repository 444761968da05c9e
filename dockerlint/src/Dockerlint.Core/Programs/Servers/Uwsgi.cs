namespace Dockerlint.Programs.Servers;

internal static class Uwsgi
{
    private static readonly string[] _configurations = [".ini", ".xml", ".yaml", ".yml", ".json"];

    private static readonly SignalEffects _effects = new()
    {
        Term = SignalEffect.Reloads, Int = SignalEffect.Quits, Quit = SignalEffect.Quits, Hup = SignalEffect.Reloads, Usr1 = SignalEffect.Reloads,
    };

    public static readonly KnownProgram Program = new("uwsgi", "uwsgi-docs.readthedocs.io/en/latest/Management.html; measured")
    {
        On = _effects,
        OnCall = OnCall,
        Advice = "add die-on-term, or write STOPSIGNAL SIGINT; uwsgi drops open requests either way",
    };

    /// <summary>
    /// <c>die-on-term</c> swaps SIGTERM and SIGQUIT; a process without a master ends on SIGTERM. Either may stand in a configuration file.
    /// </summary>
    private static SignalEffects OnCall(ProgramCall call)
    {
        var configuration = Configuration(call, out var isMissing);
        if (call.Argv.HasWord("--die-on-term") || IsSet(configuration, "die-on-term"))
        {
            return _effects with { Term = SignalEffect.Quits, Quit = SignalEffect.Reloads };
        }

        var hasMaster = call.Argv.HasWord("--master") || call.Argv.HasWord("-M") || IsSet(configuration, "master");
        return isMissing ? _effects with { Term = SignalEffect.Unknown, Quit = SignalEffect.Unknown }
            : hasMaster ? _effects
            : _effects with { Term = SignalEffect.Quits, Quit = SignalEffect.Default };
    }

    private static List<SettingsFile> Configuration(ProgramCall call, out bool isMissing)
    {
        var files = new List<SettingsFile>();
        isMissing = call.Settings.Environment.Keys.Any(static name => name.StartsWith("UWSGI_", StringComparison.Ordinal));
        for (var i = 1; i < call.Argv.Count; i++)
        {
            if (call.Argv[i].Value is not { } word)
            {
                isMissing = true;
                continue;
            }

            var path = word.Substring(word.IndexOf('=') + 1);
            if (path.EndsWith(".ini", StringComparison.Ordinal) && call.Settings.Find(path) is { } file)
            {
                files.Add(file);
            }
            else
            {
                isMissing |= Array.Exists(_configurations, extension => path.EndsWith(extension, StringComparison.Ordinal));
            }
        }

        return files;
    }

    private static bool IsSet(List<SettingsFile> files, string name) =>
        files.Exists(file => Setting.Find(file, name, '=') is { Value: "true" or "1" or "yes" or "on" });
}
