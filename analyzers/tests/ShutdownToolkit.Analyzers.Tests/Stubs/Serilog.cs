using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Serilog
{
    public interface ILogger
    {
        void Information(string messageTemplate);
    }

    public static class Log
    {
        public static ILogger Logger { get; set; } = null!;

        public static void Information(string messageTemplate)
        {
        }

        public static void CloseAndFlush()
        {
        }

        public static ValueTask CloseAndFlushAsync() => default;
    }

    public class LoggerConfiguration
    {
        public Configuration.LoggerSinkConfiguration WriteTo { get; } = new();

        public Configuration.LoggerMinimumLevelConfiguration MinimumLevel { get; } = new();

        public Core.Logger CreateLogger() => throw new NotSupportedException();
    }

    public static class ConsoleLoggerConfigurationExtensions
    {
        public static LoggerConfiguration Console(this Configuration.LoggerSinkConfiguration sinkConfiguration, string outputTemplate = "") => new();
    }

    public static class FileLoggerConfigurationExtensions
    {
        public static LoggerConfiguration File(this Configuration.LoggerSinkConfiguration sinkConfiguration, string path, bool buffered = false) =>
            new();
    }

    public static class SeqLoggerConfigurationExtensions
    {
        public static LoggerConfiguration Seq(this Configuration.LoggerSinkConfiguration loggerSinkConfiguration, string serverUrl) => new();
    }

    public static class SerilogHostBuilderExtensions
    {
        public static IHostBuilder UseSerilog(this IHostBuilder builder, ILogger? logger = null, bool dispose = false) => builder;

        public static IHostBuilder UseSerilog(
            this IHostBuilder builder, Action<HostBuilderContext, LoggerConfiguration> configureLogger, bool preserveStaticLogger = false) => builder;
    }

    public static class SerilogServiceCollectionExtensions
    {
        public static IServiceCollection AddSerilog(this IServiceCollection collection, ILogger? logger = null, bool dispose = false) => collection;

        public static IServiceCollection AddSerilog(
            this IServiceCollection collection, Action<LoggerConfiguration> configureLogger, bool preserveStaticLogger = false) => collection;
    }
}

namespace Serilog.Core
{
    public sealed class Logger : ILogger, IDisposable
    {
        public void Information(string messageTemplate)
        {
        }

        public void Dispose()
        {
        }
    }
}

namespace Serilog.Events
{
    public enum LogEventLevel
    {
        Verbose,
        Debug,
        Information,
        Warning,
        Error,
        Fatal,
    }
}

namespace Serilog.Configuration
{
    public class LoggerSinkConfiguration;

    public class LoggerMinimumLevelConfiguration
    {
        public LoggerConfiguration Override(string source, Events.LogEventLevel minimumLevel) => new();
    }
}
