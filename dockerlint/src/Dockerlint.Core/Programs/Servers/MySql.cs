namespace Dockerlint.Programs.Servers;

internal static class MySql
{
    public static readonly KnownProgram Program = new("mysqld mariadbd", "dev.mysql.com/doc/refman/8.4/en/unix-signal-response.html")
    {
        On = new SignalEffects { Term = SignalEffect.Drains, Int = SignalEffect.Drains },
        WeightOf = Database.Weight,
        Images = [OfficialImage.WithScript("mysql", "mysqld"), OfficialImage.WithScript("mariadb", "mariadbd")],
    };
}
