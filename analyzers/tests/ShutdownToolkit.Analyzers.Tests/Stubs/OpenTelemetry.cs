using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace OpenTelemetry
{
    public static class Sdk
    {
        public static TracerProviderBuilder CreateTracerProviderBuilder() => throw new NotSupportedException();

        public static MeterProviderBuilder CreateMeterProviderBuilder() => throw new NotSupportedException();
    }

    public abstract class BaseProvider : IDisposable
    {
        public void Dispose()
        {
        }
    }
}

namespace OpenTelemetry.Trace
{
    public class TracerProvider : BaseProvider;

    public abstract class TracerProviderBuilder
    {
        public abstract TracerProviderBuilder AddSource(params string[] names);
    }

    public static class TracerProviderBuilderExtensions
    {
        public static TracerProvider Build(this TracerProviderBuilder tracerProviderBuilder) => throw new NotSupportedException();
    }

    public static class TracerProviderExtensions
    {
        public static bool ForceFlush(this TracerProvider provider, int timeoutMilliseconds = -1) => true;
    }
}

namespace OpenTelemetry.Metrics
{
    public class MeterProvider : BaseProvider;

    public abstract class MeterProviderBuilder
    {
        public abstract MeterProviderBuilder AddMeter(params string[] names);
    }

    public static class MeterProviderBuilderExtensions
    {
        public static MeterProvider Build(this MeterProviderBuilder meterProviderBuilder) => throw new NotSupportedException();
    }
}
