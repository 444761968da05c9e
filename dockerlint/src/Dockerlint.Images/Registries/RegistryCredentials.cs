using System.Buffers;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Dockerlint.Images.Registries;

/// <param name="IdentityToken">A refresh token in the place of a password; null: there is none.</param>
internal sealed record Credentials(string User, string Password, string? IdentityToken);

/// <summary>What <c>docker login</c> keeps, in <c>config.json</c> or behind the credential helper that it names.</summary>
/// <param name="folder">That holds <c>config.json</c>.</param>
/// <param name="patience">How long a helper may take; null: 10 s.</param>
internal sealed class RegistryCredentials(string folder, TimeSpan? patience = null)
{
    private const int MaximumConfiguration = 1 << 20;

    private static readonly SearchValues<char> _inHelper =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    private readonly TimeSpan _helperAnswers = patience ?? TimeSpan.FromSeconds(10);
    private readonly Dictionary<string, string> _refusals = new(StringComparer.Ordinal);

    public static RegistryCredentials OfUser(Func<string, string?> variable) => new(variable("DOCKER_CONFIG") is { Length: > 0 } set ? set
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker"));

    /// <summary>What a credential helper said instead of credentials; null: it gave some, or there is none.</summary>
    public string? RefusalOf(string key) => _refusals.GetValueOrDefault(key);

    /// <summary>Null: nobody has logged in there.</summary>
    /// <exception cref="ImageException">What is kept cannot be read.</exception>
    public Credentials? Find(string key)
    {
        var file = Path.Combine(folder, "config.json");
        try
        {
            if (!File.Exists(file) || new FileInfo(file).Length > MaximumConfiguration)
            {
                return null;
            }

            using var configuration = JsonDocument.Parse(File.ReadAllBytes(file));
            var root = configuration.RootElement;
            var helper = ImageConfiguration.Property(root, "credHelpers") is { } helpers ? ImageConfiguration.Text(helpers, key) : null;
            return (helper ?? ImageConfiguration.Text(root, "credsStore")) is { Length: > 0 } name ? OfHelper(name, key) : OfFile(root, key);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or FormatException)
        {
            throw new ImageException($"{file} cannot be read: {e.Message}", e);
        }
    }

    private static Credentials? OfFile(JsonElement root, string key)
    {
        if (ImageConfiguration.Property(root, "auths") is not { } all
            || (ImageConfiguration.Property(all, key) ?? OfHost(all, HostOf(key))) is not { } entry)
        {
            return null;
        }

        var token = ImageConfiguration.Text(entry, "identitytoken");
        var pair = ImageConfiguration.Text(entry, "auth") is { Length: > 0 } auth ? Encoding.UTF8.GetString(Convert.FromBase64String(auth))
            : $"{ImageConfiguration.Text(entry, "username")}:{ImageConfiguration.Text(entry, "password")}";
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon <= 0 && token is null ? null
            : new Credentials(colon < 0 ? pair : pair[..colon], colon < 0 ? "" : pair[(colon + 1)..].TrimEnd('\0'), token);
    }

    /// <summary>Older logins are kept under an address: <c>https://registry.example.com/v1/</c> (docker/cli, ConvertToHostname).</summary>
    private static JsonElement? OfHost(JsonElement all, string host)
    {
        foreach (var entry in all.ValueKind == JsonValueKind.Object ? all.EnumerateObject() : default)
        {
            if (HostOf(entry.Name) == host)
            {
                return entry.Value;
            }
        }

        return null;
    }

    private static string HostOf(string key)
    {
        var start = key.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0;
        var end = key.IndexOf('/', start);
        return end < 0 ? key[start..] : key[start..end];
    }

    /// <summary>The user's own program, found on the PATH: <c>docker-credential-NAME get</c>, the registry on its standard input.</summary>
    private Credentials? OfHelper(string name, string key)
    {
        if (name.AsSpan().ContainsAnyExcept(_inHelper))
        {
            throw new ImageException($"{name} is no name of a credential helper");
        }

        try
        {
            using var helper = Process.Start(new ProcessStartInfo("docker-credential-" + name, "get")
            {
                RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
            var output = helper.StandardOutput.ReadToEndAsync();
            var complaint = helper.StandardError.ReadToEndAsync();
            Ask(helper, key);
            if (!output.Wait(_helperAnswers) || !helper.WaitForExit(_helperAnswers))
            {
                helper.Kill(entireProcessTree: true);
                return Refused($"did not answer within {_helperAnswers.TotalSeconds:0.#} s");
            }

            if (helper.ExitCode != 0)
            {
                // It says so where it has nothing for this registry.
                var words = output.Result.Trim().Length > 0 || !complaint.Wait(_helperAnswers) ? output.Result : complaint.Result;
                return Refused($"gave none ({FirstLine(words, $"exit code {helper.ExitCode}")})");
            }

            using var answer = JsonDocument.Parse(output.Result);
            var user = ImageConfiguration.Text(answer.RootElement, "Username") ?? "";
            var secret = ImageConfiguration.Text(answer.RootElement, "Secret") ?? "";
            return user == "<token>" ? new Credentials("", "", secret) : new Credentials(user, secret, null);
        }
        catch (Win32Exception e)
        {
            return Refused($"cannot be run ({e.Message})");
        }
        catch (JsonException)
        {
            return Refused("gave no JSON");
        }

        // Without credentials the registry decides, as for docker pull: what is public needs none.
        Credentials? Refused(string why)
        {
            _refusals[key] = $"docker-credential-{name} {why}";
            return null;
        }
    }

    private static void Ask(Process helper, string key)
    {
        try
        {
            helper.StandardInput.Write(key);
            helper.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended, or closed its input, before it was asked: what it says counts.
        }
    }

    /// <summary>What begins as an answer may hold a secret.</summary>
    private static string FirstLine(string words, string otherwise) =>
        words.Trim().Split('\n')[0].Trim() is { Length: > 0 } line && line[0] != '{' ? line[..Math.Min(line.Length, 200)] : otherwise;
}
