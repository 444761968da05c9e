using Microsoft.AspNetCore.Http;

namespace Grpc.Core;

public interface IAsyncStreamWriter<in T>
{
    Task WriteAsync(T message);

    Task WriteAsync(T message, CancellationToken cancellationToken) => WriteAsync(message);
}

public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T>;

public interface IAsyncStreamReader<out T>
{
    T Current { get; }

    Task<bool> MoveNext(CancellationToken cancellationToken);
}

public abstract class ServerCallContext
{
    public CancellationToken CancellationToken => default;
}

/// <summary>Of Grpc.AspNetCore.Server.</summary>
public static class ServerCallContextExtensions
{
    public static HttpContext GetHttpContext(this ServerCallContext serverCallContext) => throw new NotSupportedException();
}

/// <summary>Of Grpc.Net.Common.</summary>
public static class AsyncStreamReaderExtensions
{
    public static IAsyncEnumerable<T> ReadAllAsync<T>(this IAsyncStreamReader<T> streamReader, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
