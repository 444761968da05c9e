namespace Dockerlint.SignalPath.Shells;

/// <summary>Stands for what is not known within a text that is otherwise: <c>java $JAVA_OPTS -jar app.jar</c>.</summary>
internal static class UnknownPart
{
    private const char Open = '\uE002', Close = '\uE003';

    /// <param name="written">How the script writes it.</param>
    public static string Of(string written) => Open + (written.Any(char.IsWhiteSpace) ? "…" : written) + Close;

    public static bool IsIn(string text) => text.IndexOf(Open) >= 0;

    /// <summary>For people.</summary>
    public static string Shown(string text) => text.Replace(Open.ToString(), "").Replace(Close.ToString(), "");

    /// <summary>Nothing but such parts and blanks.</summary>
    public static bool IsAllOf(string text)
    {
        var isInside = false;
        foreach (var letter in text)
        {
            isInside |= letter == Open;
            if (!isInside && !char.IsWhiteSpace(letter))
            {
                return false;
            }

            isInside &= letter != Close;
        }

        return true;
    }
}
