using System.Text.Json;
using Dockerlint.Cli.Output;
using Dockerlint.GraceBudget;
using Dockerlint.Stops;

namespace Dockerlint.Cli.Tracing;

/// <summary>The paths of all services as JSON, versioned by <c>schema</c>.</summary>
internal static class TraceJson
{
    public static void Write(IReadOnlyList<TracedService> services, TextWriter output) => JsonOutput.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("schema", 1);
        json.WriteStartArray("services");
        foreach (var service in services)
        {
            Write(json, service);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, TracedService service)
    {
        var stop = service.Stop;
        var route = stop.Route;
        json.WriteStartObject();
        json.WriteString("name", service.Name);
        json.WriteString("source", stop.Container.Anchor.Path);
        json.WriteNumber("line", stop.Container.Anchor.Line);
        json.WriteString("stopSignal", stop.Container.StopSignal.Name);
        json.WriteStartArray("path");
        for (var i = 0; i < route.Hops.Count; i++)
        {
            WriteHop(json, service, i);
        }

        json.WriteEndArray();
        // What may be needed is a maximum: only where nothing is left at all is the cut certain.
        json.WriteString("verdict", (stop.IsCutByItsTime ? Verdict.CutShort : route.Verdict).ToString());
        json.WriteBoolean("certain", route.IsCertain && (!stop.IsCutByItsTime || stop.Budget.IsSpent));
        json.WriteString("reason", stop.IsCutByItsTime ? $"{route.Reason}, with {Timeline.Seconds(stop.Budget.Left)} left" : route.Reason);
        if (route.Assumption is not null)
        {
            json.WriteString("assumption", route.Assumption);
        }

        WriteBudget(json, stop.Budget);

        json.WriteEndObject();
    }

    private static void WriteBudget(Utf8JsonWriter json, Budget budget)
    {
        json.WriteStartObject("budget");
        WriteAmount(json, "grace", budget.Grace);
        WriteAmount(json, "preStop", budget.PreStop);
        WriteAmount(json, "need", budget.Need);
        WriteSeconds(json, "slackSeconds", budget.Slack);
        json.WriteEndObject();
    }

    private static void WriteAmount(Utf8JsonWriter json, string name, Amount amount)
    {
        WriteSeconds(json, name + "Seconds", amount.Seconds);
        json.WriteString(name + "Source", amount.Source);
        if (amount.Location is { } location)
        {
            json.WriteStartObject(name + "At");
            JsonOutput.WritePlace(json, location);
            json.WriteEndObject();
        }
    }

    /// <summary>JSON has no infinity: an endless wait is null, as unknown is; the source says which.</summary>
    private static void WriteSeconds(Utf8JsonWriter json, string name, double? seconds)
    {
        if (seconds is { } value && !double.IsInfinity(value))
        {
            json.WriteNumber(name, Math.Round(value, 3));
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteHop(Utf8JsonWriter json, TracedService service, int index)
    {
        var hop = service.Stop.Route.Hops[index];
        json.WriteStartObject();
        json.WriteStartArray("argv");
        foreach (var argument in hop.Argv)
        {
            json.WriteStringValue(argument.Text);
        }

        json.WriteEndArray();
        json.WriteString("starts", hop.Starts.ToString());
        json.WriteString("handles", service.Handles(index).ToString());
        if (hop.Reason.Length > 0)
        {
            json.WriteString("reason", hop.Reason);
        }

        if (hop.Source is { } source)
        {
            json.WriteStartObject("source");
            JsonOutput.WritePlace(json, source);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
