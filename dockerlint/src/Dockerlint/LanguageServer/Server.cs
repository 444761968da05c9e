using System.Collections.Concurrent;
using System.Text.Json;
using Dockerlint.Cli.LanguageServer.Wire;

namespace Dockerlint.Cli.LanguageServer;

/// <summary>
/// The session: one thread reads messages, the caller's thread answers them one by one and, when none has come for a moment, sends what the changes
/// before have come to.
/// </summary>
internal sealed class Server : IDisposable
{
    /// <summary>Between a keystroke and the run for it, in milliseconds: who types quickly is not told of every state between.</summary>
    private const int Pause = 50;

    private readonly MessageReader _reader;
    private readonly MessageWriter _writer;
    private readonly BlockingCollection<Message> _queue = [];
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _waiting = new(StringComparer.Ordinal);
    private readonly Session _session;
    private readonly Lock _lock = new();
    private CancellationTokenSource _background = new();
    private string? _broken;
    private bool _isInitialized;
    private bool _isShutDown;

    public Server(CommandHost host, Stream input, Stream output)
    {
        _reader = new MessageReader(input);
        _writer = new MessageWriter(output);
        _session = new Session(host, _writer);
    }

    /// <summary>Why the session ended before its time; null: it did not.</summary>
    public string? Broken => _broken;

    /// <returns>0: as the protocol wants it, <c>shutdown</c> and then <c>exit</c>.</returns>
    public int Run()
    {
        new Thread(Read) { IsBackground = true, Name = "messages" }.Start();
        while (true)
        {
            if (!_queue.TryTake(out var message, _session.IsDue ? Pause : Timeout.Infinite))
            {
                if (_queue.IsCompleted)
                {
                    return ExitCode.Findings;
                }

                Guarded(() => _session.Publish(Background()));
                continue;
            }

            if (message.Method == "exit")
            {
                return _isShutDown ? ExitCode.Clean : ExitCode.Findings;
            }

            Answer(message);
        }
    }

    public void Dispose()
    {
        _session.Dispose();
        _writer.Dispose();
        _queue.Dispose();
        _background.Dispose();
    }

    private void Read()
    {
        try
        {
            while (_reader.Read(out var isTooLarge) is { } body)
            {
                var message = isTooLarge ? new Message(null, null, default, $"a message of more than {MessageReader.MaximumMegabytes} MB")
                    : Message.Parse(body);
                if (message.Method == "$/cancelRequest")
                {
                    Cancel(message.Params);
                    continue;
                }

                if (message.Id is { } id)
                {
                    _waiting.GetOrAdd(id, static _ => new CancellationTokenSource());
                }

                _queue.Add(message);
                lock (_lock)
                {
                    _background.Cancel();
                }
            }
        }
        catch (BrokenFramingException e)
        {
            _broken = e.Message;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The other side is gone, or this one has ended.
        }

        try
        {
            _queue.CompleteAdding();
        }
        catch (ObjectDisposedException)
        {
            // This side has ended.
        }
    }

    private void Cancel(JsonElement parameters)
    {
        if (parameters.Member("id") is { } id && _waiting.TryGetValue(id.GetRawText(), out var waiting))
        {
            waiting.Cancel();
        }
    }

    /// <summary>Ends with the next message.</summary>
    private CancellationToken Background()
    {
        lock (_lock)
        {
            if (_background.IsCancellationRequested)
            {
                _background.Dispose();
                _background = new CancellationTokenSource();
            }

            // One may have come between.
            return _queue.Count > 0 ? new CancellationToken(canceled: true) : _background.Token;
        }
    }

    private void Answer(Message message)
    {
        if (message.Fault is { } fault)
        {
            _writer.Fail(message.Id, message.Id is null ? RequestException.ParseError : RequestException.InvalidRequest, fault);
            return;
        }

        if (message.Method is not { } method)
        {
            return;
        }

        if (message.Id is not { } id)
        {
            if (_isInitialized && !_isShutDown)
            {
                Guarded(() => _session.Notified(method, message.Params));
            }

            return;
        }

        try
        {
            var waiting = _waiting.TryGetValue(id, out var source) ? source.Token : CancellationToken.None;
            waiting.ThrowIfCancellationRequested();
            Respond(id, method, message.Params, waiting);
        }
        catch (OperationCanceledException)
        {
            _writer.Fail(id, RequestException.RequestCancelled, "cancelled");
        }
        catch (RequestException e)
        {
            _writer.Fail(id, e.Code, e.Message);
        }
        catch (Exception e) when (e is not IOException)
        {
            _writer.Fail(id, RequestException.InternalError, Defect(e));
        }
        finally
        {
            // Not disposed of: the other thread may be about to cancel it.
            _waiting.TryRemove(id, out _);
        }
    }

    private void Respond(string id, string method, JsonElement parameters, CancellationToken waiting)
    {
        if (_isShutDown)
        {
            throw new RequestException(RequestException.InvalidRequest, "the server is shut down");
        }

        if (_isInitialized == (method == "initialize"))
        {
            throw _isInitialized ? new RequestException(RequestException.InvalidRequest, "the server is initialized already")
                : new RequestException(RequestException.ServerNotInitialized, "initialize comes first");
        }

        if (method == "shutdown")
        {
            _isShutDown = true;
            _writer.Respond(id, static json => json.WriteNullValue());
            return;
        }

        var result = _session.Answer(method, parameters, waiting);
        _isInitialized |= method == "initialize";
        _writer.Respond(id, result);
    }

    /// <summary>A fault of ours costs one answer, not the session.</summary>
    private void Guarded(Action step)
    {
        try
        {
            step();
        }
        catch (OperationCanceledException)
        {
            // What came in is answered first.
        }
        catch (RequestException e)
        {
            Log(e.Message);
        }
        catch (Exception e) when (e is not IOException)
        {
            Log(Defect(e));
        }
    }

    private void Log(string message) => _writer.Notify("window/logMessage", json =>
    {
        json.WriteStartObject();
        json.WriteNumber("type", 1);
        json.WriteString("message", "dockerlint: " + message);
        json.WriteEndObject();
    });

    private static string Defect(Exception e) => $"a defect of dockerlint itself, please report it: {e.GetType().Name}: {e.Message}";
}
