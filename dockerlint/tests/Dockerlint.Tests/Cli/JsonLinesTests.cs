using System.Text;
using System.Text.Json;
using Dockerlint.Cli.Output;

namespace Dockerlint.Tests.Cli;

public sealed class JsonLinesTests
{
    /// <summary>Held as a whole, three times over, it was 700 MB of memory for 40,000 findings as SARIF.</summary>
    [Fact]
    public void LargeDocument_PassesOnInPiecesAndIsTheSame()
    {
        const int Many = 20_000;
        var text = new Pieces();

        JsonOutput.Write(text, static json =>
        {
            json.WriteStartArray();
            for (var i = 0; i < Many; i++)
            {
                json.WriteStringValue($"##[error]{i} é 🐳 \u202e{new string('x', i % 100)}");
            }

            json.WriteEndArray();
        });

        var document = text.ToString();
        Assert.InRange(text.Longest, 1, 200_000);
        Assert.DoesNotContain("##[", document, StringComparison.Ordinal);
        Assert.Equal(
            Enumerable.Range(0, Many).Select(static i => $"##[error]{i} é 🐳 \u202e{new string('x', i % 100)}"),
            JsonDocument.Parse(document).RootElement.EnumerateArray().Select(static item => item.GetString()));
    }

    private sealed class Pieces : StringWriter
    {
        public int Longest { get; private set; }

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(string? value)
        {
            Longest = Math.Max(Longest, value?.Length ?? 0);
            base.Write(value);
        }
    }
}
