namespace Dockerlint.Programs.Servers;

internal static class MySql
{
    public static readonly KnownProgram Program = new("mysqld mariadbd", "dev.mysql.com/doc/refman/8.4/en/unix-signal-response.html")
    {
        On = new SignalEffects
        {
            Term = SignalEffect.Drains, Int = SignalEffect.Drains, Quit = SignalEffect.Quits, Hup = SignalEffect.Reloads, Usr1 = SignalEffect.Reloads,
        },
        Differences = new Dictionary<string, string>
        {
            ["SIGTERM"] = "running statements are ended, as the manual says; nothing that was committed is lost",
            ["SIGINT"] = "measured with MariaDB, which leaves SIGINT alone; MySQL ends in order",
        },
        WeightOf = Database.Weight,
        Images = [OfficialImage.WithScript("mysql", "mysqld"), OfficialImage.WithScript("mariadb", "mariadbd")],
    };
}
