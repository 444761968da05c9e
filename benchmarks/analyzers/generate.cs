#:property PublishAot=false
// Writes the project that 'measure' compiles: 200 files of a web service, 60 hosted types among them; the same bytes at every run.
//   dotnet run benchmarks/analyzers/generate.cs -- <folder>
using System.Globalization;

const int Modules = 20;
const int PlainFilesPerModule = 7;
const int HostedTypesPerModule = 3;

var folder = args[0];
Directory.CreateDirectory(folder);
for (var module = 0; module < Modules; module++)
{
    for (var number = 0; number < PlainFilesPerModule; number++)
    {
        Write(module, number, number switch { 0 => "Records", 1 => "Endpoints", _ => "Service" },
            number switch { 0 => Records(), 1 => Endpoints(), _ => Service() });
    }

    for (var number = 0; number < HostedTypesPerModule; number++)
    {
        Write(module, number, "Hosted", number switch { 0 => Worker(), 1 => Consumer(), _ => Hosted() });
    }
}

File.WriteAllText(Path.Combine(folder, "Module0Endpoints1.cs"), Main() + File.ReadAllText(Path.Combine(folder, "Module0Endpoints1.cs")));

void Write(int module, int number, string kind, string text) => File.WriteAllText(
    Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"Module{module}{kind}{number}.cs")),
    text.Replace("@M", module.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("@N", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .ReplaceLineEndings("\n"));

static string Repeated(int times, string text) =>
    string.Concat(Enumerable.Range(0, times).Select(i => text.Replace("@I", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)));

static string Main() =>
    "using Microsoft.AspNetCore.Builder;\n"
    + "var builder = WebApplication.CreateBuilder(args);\n"
    + string.Concat(Enumerable.Range(0, Modules).SelectMany(module => Enumerable.Range(0, HostedTypesPerModule).Select(number =>
        string.Create(CultureInfo.InvariantCulture, $"builder.Services.AddHostedService<Big.Module{module}.Hosted{number}>();\n"))))
    + "var app = builder.Build();\n"
    + string.Concat(
        Enumerable.Range(0, Modules).Select(module => string.Create(CultureInfo.InvariantCulture, $"Big.Module{module}.Endpoints1.Map(app);\n")))
    + "app.Run();\n";

static string Records() =>
    "namespace Big.Module@M;\n"
    + Repeated(6,
        """

        public sealed record Order@I(Guid Id, string Customer, decimal Amount, DateTimeOffset Placed, IReadOnlyList<string> Lines)
        {
            public bool IsLarge => Amount > 1000m && Lines.Count > 3;

            public string Describe() => IsLarge ? $"{Id}: {Customer} orders {Lines.Count} lines for {Amount:F2}" : $"{Id}: {Customer}";

            public Order@I With(string line) => this with { Lines = [.. Lines, line], Amount = Amount + line.Length };
        }

        """);

static string Endpoints() =>
    """
    namespace Big.Module@M
    {
    public static class Endpoints@N
    {
        public static void Map(WebApplication app)
        {
            var group = app.MapGroup("/module@M");

    """
    + Repeated(5,
        """
                group.MapGet("/orders@I/{id}", async (Guid id, Service2 orders, CancellationToken aborted) =>
                {
                    var found = await orders.Find@I(id, aborted);
                    return found is null ? Results.NotFound() : Results.Ok(found.Describe());
                });
                group.MapPost("/orders@I", async (Order@I order, Service3 orders, ILogger<Order@I> log, CancellationToken aborted) =>
                {
                    if (order.Lines.Count == 0) return Results.BadRequest("no lines");
                    await orders.Save@I(order, aborted);
                    log.LogInformation("Saved {Order} of {Customer}", order.Id, order.Customer);
                    return Results.Accepted();
                });

        """)
    + """
        }
    }
    }
    """;

static string Service() =>
    """
    using System.Collections.Concurrent;

    namespace Big.Module@M;

    public sealed class Service@N(HttpClient http, ILogger<Service@N> log)
    {
        private readonly ConcurrentDictionary<Guid, object> _known = new();
        private readonly SemaphoreSlim _gate = new(4);

    """
    + Repeated(6,
        """

            public async Task<Order@I?> Find@I(Guid id, CancellationToken token)
            {
                if (_known.TryGetValue(id, out var known)) return known as Order@I;

                await _gate.WaitAsync(token);
                try
                {
                    using var answer = await http.GetAsync($"/orders/{id}", token);
                    if (!answer.IsSuccessStatusCode) return null;

                    var text = await answer.Content.ReadAsStringAsync(token);

        """
        + "            var lines = text.Split('\\n').Where(line => line.Length > 0).Select(line => line.Trim())"
        + ".OrderBy(line => line, StringComparer.Ordinal).ToArray();\n"
        + """
                    var order = new Order@I(id, lines.FirstOrDefault() ?? "", lines.Sum(line => (decimal)line.Length), DateTimeOffset.UtcNow, lines);
                    _known[id] = order;
                    return order;
                }
                catch (HttpRequestException e) when (e.StatusCode is not null)
                {
                    log.LogWarning(e, "Order {Id} cannot be read", id);
                    return null;
                }
                finally
                {
                    _gate.Release();
                }
            }

            public async Task Save@I(Order@I order, CancellationToken token)
            {
                var total = 0m;
                foreach (var line in order.Lines)
                {
                    switch (line.Length)
                    {
                        case 0: continue;
                        case < 10: total += line.Length * 1.1m; break;
                        default: total += Weight@I(line); break;
                    }
                }

                for (var attempt = 0; attempt < 3; attempt++)
                {
                    using var answer = await http.PostAsync("/orders", new StringContent($"{order.Describe()}: {total}"), token);
                    if (answer.IsSuccessStatusCode) break;
                    await Task.Delay(TimeSpan.FromMilliseconds(100 * (attempt + 1)), token);
                }

                _known[order.Id] = order with { Amount = total };
            }

            private static decimal Weight@I(string line)
            {
                var (vowels, others) = (0, 0);
                while (vowels + others < line.Length)
                {
                    if ("aeiou".Contains(line[vowels + others], StringComparison.OrdinalIgnoreCase)) vowels++;
                    else others++;
                }

                return vowels * 2m + others;
            }

        """)
    + "}\n";

static string Worker() =>
    """
    namespace Big.Module@M;

    public sealed class Hosted@N(Service2 orders, ILogger<Hosted@N> log) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stop)
        {
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    await TurnAsync(stop);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    log.LogError(e, "Turn failed");
                }

                await Task.Delay(TimeSpan.FromSeconds(5), stop);
            }
        }

        private async Task TurnAsync(CancellationToken stop)
        {
            foreach (var id in Enumerable.Range(0, 10).Select(_ => Guid.NewGuid()))
            {
                var order = await orders.Find1(id, stop);
                if (order is { IsLarge: true }) log.LogInformation("{Order}", order.Describe());
            }
        }
    }
    """;

static string Consumer() =>
    """
    using System.Threading.Channels;

    namespace Big.Module@M;

    public sealed class Hosted@N(Service3 orders, ILogger<Hosted@N> log) : BackgroundService
    {
        private readonly Channel<Order2> _items = Channel.CreateBounded<Order2>(100);

        public ValueTask Enqueue(Order2 order, CancellationToken token) => _items.Writer.WriteAsync(order, token);

        public override async Task StopAsync(CancellationToken cancellationToken)
        {
            _items.Writer.Complete();
            await base.StopAsync(cancellationToken);
        }

        protected override async Task ExecuteAsync(CancellationToken stop)
        {
            await foreach (var order in _items.Reader.ReadAllAsync(stop))
            {
                await orders.Save2(order, stop);
                log.LogInformation("Saved {Order}", order.Describe());
            }
        }
    }
    """;

static string Hosted() =>
    """
    namespace Big.Module@M;

    public sealed class Hosted@N(Service4 orders) : IHostedService, IDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private Task _run = Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            _run = Task.Run(() => LoopAsync(_stop.Token), cancellationToken);
            return Task.CompletedTask;
        }

        public async Task StopAsync(CancellationToken cancellationToken)
        {
            await _stop.CancelAsync();
            await Task.WhenAny(_run, Task.Delay(Timeout.Infinite, cancellationToken));
        }

        public void Dispose() => _stop.Dispose();

        private async Task LoopAsync(CancellationToken stop)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
            while (await timer.WaitForNextTickAsync(stop))
            {
                var order = await orders.Find3(Guid.NewGuid(), stop);
                if (order is not null) await orders.Save3(order.With("a line"), stop);
            }
        }
    }
    """;
